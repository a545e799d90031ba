# What the monitor daemon wrote. OpenNebula tells there, and nowhere else, why monitoring of a host doesn't start.
class MonitorLog
  FILE = '/var/log/one/monitor.log'.freeze

  # Where it is a link to a container's output, nobody can read it.
  def readable?
    File.file?(FILE) && File.readable?(FILE)
  end

  # The last reason why monitoring of a host did not start; nil where none is known.
  def start_failure(id)
    reason = lines.reverse_each.find { |line| line.include?("Start monitor failed for host #{id}: ") }
    reason && reason.split("host #{id}: ", 2).last.strip
  end

  def mentions?(text)
    lines.any? { |line| line.include?(text) }
  end

  private

  def lines
    readable? ? File.read(FILE).scrub.lines : []
  end
end
