require_relative 'at_once'
require_relative 'command'
require_relative 'hosts'
require_relative 'monitor_log'

# Waits until hosts are monitored, and tells why one is not.
class Monitoring
  def initialize(names, seconds)
    @names, @seconds = names, seconds
  end

  # Answers with the reasons, by name, of those that were not monitored in time.
  def await
    deadline = now + @seconds
    until (missing = unmonitored).empty? || now > deadline
      # Again and again: an enrolment whose reader is gone notices by it, and ends too.
      puts "waiting for #{missing.map { |host| "#{host.name} (#{host.state})" }.join(', ')}"
      sleep 5
    end
    missing.map(&:name).zip(AtOnce.map(missing) { |host| reason(host) }).to_h
  end

  private

  def now
    Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end

  def unmonitored
    Hosts.new.select { |host| @names.include?(host.name) && !host.monitored? && !host.out_of_service? }
  end

  # OpenNebula's own reason. Where monitoring didn't even start, its host has none, but its log does.
  def reason(host)
    told = host.error || MonitorLog.new.start_failure(host.id)
    login = Command.ssh(host.name, 'true')
    ssh = "ssh #{host.name}: #{login.told}" unless login.success?
    reasons = [told, ssh].compact
    reasons << 'OpenNebula gives no reason; see the log of oned' if reasons.empty?
    "#{host.state} after #{@seconds} s: #{reasons.join('; ')}"
  end
end
