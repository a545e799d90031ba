require 'digest'
require_relative 'command'
require_relative 'hosts'
require_relative 'kept'

# Brings to hosts what they run by: the drivers' files, with the transparent proxy's list among them, and the monitor
# daemon's address and key.
class Delivery
  NETWORK = '/var/lib/one/remotes/etc/vnm/OpenNebulaNetwork.conf'.freeze
  MONITOR = '/etc/one/monitord.conf'.freeze
  PUBLIC_KEY = '/etc/one/monitor/public.pem'.freeze
  # Of the user's own files, if there are any.
  OWN_FILES = '/run/one/remotes-digest'.freeze

  def initialize
    @current = { 'network' => digest(File.read(NETWORK)), 'monitor' => digest(monitor_settings) }
    @current['remotes'] = digest(File.read(OWN_FILES)) if File.exist?(OWN_FILES)
    @kept = Kept.new('synced')
  end

  # A host that is created receives everything at once.
  def received(id)
    @kept.keep(id, @current)
  end

  # Whether a host should have had something that never came to it. One that is in error since before isn't news, and
  # receives it when its monitoring starts again.
  def missed?(host)
    @kept.of(host.id)['missed'] == true
  end

  # Whether a host lacks what it should have by now.
  def outdated?(host)
    @kept.of(host.id) != @current
  end

  # Answers with the reasons, by host, of those that could not be reached; yields each that was changed, and whether its
  # monitoring began again.
  def bring(hosts)
    @kept.forget_others(hosts.map(&:id))
    outdated = hosts.select { |host| outdated?(host) && !host.offline? }
    names = outdated.empty? ? [] : synchronize(outdated)
    failed, reached = outdated.partition { |host| names.include?(host.name) }
    # The files are read when they are needed, but address and key only when monitoring begins.
    restarted = reached.reject { |host| @kept.of(host.id)['monitor'] == @current['monitor'] }
    Hosts.restart_monitoring(restarted)
    failed.each { |host| @kept.keep(host.id, @kept.of(host.id).merge('missed' => true)) unless host.failed? }
    reached.each do |host|
      @kept.keep(host.id, @current)
      yield host, restarted.include?(host)
    end
    failed.to_h { |host| [host, 'onehost sync failed'] }
  end

  private

  def synchronize(hosts)
    done = Command.run('onehost', 'sync', '--force', hosts.map(&:id).join(','))
    failed = done.err.scan(/^\* (\S+)$/).flatten
    raise Problem, "onehost sync: #{done.told}" if !done.success? && failed.empty?

    failed
  end

  # Monitoring begins with the whole of this file, not with its remarks.
  def monitor_settings
    settings = File.readlines(MONITOR).map(&:strip).reject { |line| line.empty? || line.start_with?('#') }
    key = File.exist?(PUBLIC_KEY) ? File.read(PUBLIC_KEY) : ''
    settings.join("\n") + key
  end

  def digest(text)
    Digest::SHA256.hexdigest(text)
  end
end
