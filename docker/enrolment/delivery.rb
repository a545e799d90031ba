require 'digest'
require 'fileutils'
require 'json'
require_relative 'command'
require_relative 'hosts'

# Brings to hosts what they run by: the drivers' files, with the transparent proxy's list among them, and the monitor
# daemon's address and key. What each host has received is kept on the volume, so that nothing is brought twice.
class Delivery
  KEPT = "#{ENV.fetch('HOME')}/.opennebula-kubernetes/synced".freeze
  NETWORK = '/var/lib/one/remotes/etc/vnm/OpenNebulaNetwork.conf'.freeze
  MONITOR = '/etc/one/monitord.conf'.freeze
  PUBLIC_KEY = '/etc/one/monitor/public.pem'.freeze

  def initialize
    @current = { 'network' => digest(File.read(NETWORK)), 'monitor' => digest(monitor_settings) }
    @kept = read_kept
  end

  # A host that is created receives everything at once.
  def received(id)
    @kept[id.to_s] = @current
    keep
  end

  # Answers with the names of the hosts that could not be reached.
  def bring(hosts)
    @kept = @kept.slice(*hosts.map { |host| host.id.to_s })
    outdated = hosts.reject { |host| host.offline? || @kept[host.id.to_s] == @current }
    failed = outdated.empty? ? [] : synchronize(outdated)
    reached = outdated.reject { |host| failed.include?(host.name) }
    # The files are read when they are needed, but address and key only when monitoring begins.
    restarted = reached.reject { |host| @kept.dig(host.id.to_s, 'monitor') == @current['monitor'] }
    Hosts.restart_monitoring(restarted)
    reached.each { |host| @kept[host.id.to_s] = @current }
    keep
    tell(outdated, failed, restarted)
    failed
  end

  private

  def synchronize(hosts)
    done = Command.run('onehost', 'sync', '--force', hosts.map(&:id).join(','))
    failed = done.err.scan(/^\* (\S+)$/).flatten
    raise Problem, "onehost sync: #{done.told}" if !done.success? && failed.empty?

    failed
  end

  def tell(outdated, failed, restarted)
    outdated.each do |host|
      if failed.include?(host.name)
        puts "#{host.name}: onehost sync failed; it receives the new settings when its monitoring starts again"
      else
        puts "#{host.name}: synchronized#{', monitoring restarted' if restarted.include?(host)}"
      end
    end
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

  def read_kept
    JSON.parse(File.read(KEPT))
  rescue Errno::ENOENT, JSON::ParserError
    {}
  end

  def keep
    FileUtils.mkdir_p(File.dirname(KEPT))
    File.write("#{KEPT}.new", JSON.generate(@kept))
    File.rename("#{KEPT}.new", KEPT)
  end
end
