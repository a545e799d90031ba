require 'json'

# What is told of hosts: in words for the log, and as events by which Kubernetes shows it at the front-end.
module Report
  # Events longer than this are refused.
  LONGEST = 1000

  class << self
    def done(reason, name, text)
      puts "#{name}: #{text}"
      event('Normal', reason, "#{name}: #{text}")
    end

    def failed(name, text)
      puts "failed: #{name}: #{text}"
      event('Warning', 'HypervisorFailed', "#{name}: #{text}")
    end

    def warn(name, text)
      puts "warning: #{name}: #{text}"
      event('Warning', 'HypervisorWarning', "#{name}: #{text}")
    end

    private

    # The role hypervisors takes these lines out of the log, and sends them to the cluster.
    def event(type, reason, message)
      puts "EVENT #{JSON.generate(type: type, reason: reason, message: message[0, LONGEST])}"
    end
  end
end
