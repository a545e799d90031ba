require_relative 'at_once'
require_relative 'command'
require_relative 'kept'

# Has hosts let in every valid key of oneadmin, and know every valid key of the front-end. A key that was brought and is
# valid no longer is taken away again; keys that came to a host by other ways are left alone.
class Trust
  SCRIPT = File.read(File.join(__dir__, 'settle-keys')).freeze
  OWN_SSH_KEY = "#{ENV.fetch('HOME')}/.ssh/id_rsa.pub".freeze
  OWN_HOST_KEY = '/etc/opennebula/hostkey/ssh_host_key.pub'.freeze
  PUBLIC_KEY = %r{\A[a-z0-9-]+ [A-Za-z0-9+/]+={0,2}\z}.freeze

  def initialize(plan)
    @ssh_keys = checked([File.read(OWN_SSH_KEY), *plan.further_ssh_keys])
    @host_keys = checked([File.read(OWN_HOST_KEY), *plan.further_host_keys])
    @hostname = plan.hostname
    @kept = Kept.new('trusted')
  end

  # Whether a host lacks what it should have by now.
  def outdated?(host)
    @kept.of(host.id) != current
  end

  # Answers with the reasons, by host, of those that could not be reached; yields each that was changed.
  def bring(hosts)
    @kept.forget_others(hosts.map(&:id))
    outdated = hosts.select { |host| outdated?(host) && !host.offline? }
    outdated.zip(AtOnce.map(outdated) { |host| settle(host) }).filter_map do |host, answer|
      next [host, "its SSH keys can't be brought up to date: #{answer.told}"] unless answer.success?

      @kept.keep(host.id, current)
      yield host
      nil
    end.to_h
  end

  private

  # Type and key alone: both go into a script that runs on hypervisors.
  def checked(keys)
    keys.map { |key| key.split.first(2).join(' ') }.uniq.each do |key|
      raise Problem, "'#{key}' isn't a public key" unless PUBLIC_KEY.match?(key)
    end
  end

  def current
    { 'sshKeys' => @ssh_keys, 'hostKeys' => @host_keys, 'hostname' => @hostname.address }
  end

  def settle(host)
    Command.ssh(host.name, 'bash', '-s', input: script(host))
  end

  def script(host)
    former = @kept.of(host.id)
    files = { 'authorized_keys' => orders('-', @ssh_keys, former['sshKeys']) }
    # Where OpenNebula finds its name by itself, nobody can say what is to be known.
    files['known_hosts'] = orders(@hostname.address, @host_keys, former['hostKeys']) if @hostname.known?
    SCRIPT + files.map { |file, lines| "settle #{file} <<'KEYS'\n#{lines.join("\n")}\nKEYS\n" }.join
  end

  # New keys first: a host that loses its connection in between must not be left without any.
  def orders(name, valid, former)
    valid.map { |key| "add #{name} #{key}" } + (Array(former) - valid).map { |key| "drop #{name} #{key}" }
  end
end
