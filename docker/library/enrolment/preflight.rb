require 'resolv'
require 'socket'
require_relative 'at_once'
require_relative 'command'
require_relative 'monitor_log'
require_relative 'path'

# Tries every path between front-end and hypervisors before anything is changed.
class Preflight
  SCRIPT = File.read(File.join(__dir__, 'try-paths')).freeze

  def initialize(plan)
    @plan = plan
    @log = MonitorLog.new
    # Beyond the numbers that hosts have, and within those that OpenNebula reads.
    @token = 2_000_000_000 + rand(100_000_000)
  end

  # Prints a table and returns the broken paths.
  def run
    paths = from_front_end
    # Their order in the table is that of the declaration, whoever answers first.
    paths += AtOnce.map(@plan.hypervisors) { |hypervisor| to_and_from(hypervisor) }.flatten
    judge(paths)
    width = paths.map { |path| path.to_s.length }.max.to_i
    paths.each { |path| puts "#{path.to_s.ljust(width)}  #{path.outcome}" }
    paths.select(&:broken?)
  end

  private

  # Drivers on the front-end dial its own addresses too.
  def from_front_end
    paths = ways_back('front-end').select { |path| path.target.known? && path.target != @plan.onegate }
    take(paths, Command.run('bash', '-s', '--', *paths.flat_map(&:words), input: SCRIPT))
  end

  def to_and_from(hypervisor)
    login = Path.new(hypervisor.name, 'front-end', 'tcp', Endpoint.new(hypervisor.dialled, 22))
    back = ways_back(hypervisor.name)
    login.outcome = reach(hypervisor)
    if login.broken?
      back.each { |path| path.outcome = 'not tried' }
    else
      take(back, Command.ssh(hypervisor.name, 'bash', '-s', '--', *back.flat_map(&:words), input: SCRIPT))
    end
    [login, *back]
  end

  # A busy machine may miss its time once.
  def reach(hypervisor)
    outcome = once(hypervisor)
    outcome.start_with?('BROKEN') ? once(hypervisor) : outcome
  end

  def once(hypervisor)
    Socket.tcp(hypervisor.dialled, 22, connect_timeout: 5, &:close)
    login = Command.ssh(hypervisor.name, 'true')
    login.success? ? 'ok, oneadmin is let in' : "BROKEN: oneadmin isn't let in: #{login.told}"
  rescue SystemCallError, SocketError => e
    "BROKEN: #{e.message}"
  end

  def ways_back(from)
    names = [@plan.hostname, @plan.monitor].select { |target| target.known? && !address?(target.address) }
    ways = names.uniq(&:address).map { |target| Path.new(from, from, 'name', target) }
    ways += %w[message udp large].map { |means| Path.new(from, from, means, @plan.monitor, next_token) }
    ways << Path.new(from, from, 'tcp', @plan.hostname) if @plan.hostname.known?
    ways << Path.new(from, from, 'tcp', @plan.onegate) if @plan.onegate.known?
    ways
  end

  def address?(text)
    Resolv::AddressRegex.match?(text)
  end

  def next_token
    (@tokens ||= Mutex.new).synchronize { @token += 1 }
  end

  def take(paths, command)
    answers = command.out.lines.map(&:strip)
    paths.each_with_index do |path, index|
      answer = answers[index]
      path.outcome = answer == 'ok' ? 'ok' : "BROKEN: #{answer || command.told}"
    end
  end

  # What was sent without an answer has arrived when the monitor daemon logs it.
  def judge(paths)
    sent = paths.select { |path| path.token && path.outcome == 'ok' }
    20.times do
      break if sent.all? { |path| @log.mentions?(path.token.to_s) }

      sleep 0.25
    end
    sent.each { |path| path.outcome = arrival(path) }
  end

  def arrival(path)
    return 'ok, it arrived' if @log.mentions?(path.token.to_s)
    return 'BROKEN: it was sent, but the monitor daemon has not received it' if @log.readable?

    "sent; whether it arrived can't be told, because the monitor daemon's log can't be read"
  end
end
