require 'open3'
require_relative 'problem'

# A command that has run to its end.
class Command
  # Where a trace begins: file, line and method, and then what went wrong. The lines after it say from where.
  TRACE = /\A\S+:\d+:in [`'][^']*': (.+)\z/.freeze

  # How ssh says that nothing came of the connection itself, and not of what was asked over it.
  NO_CONNECTION = /^(?:ssh: connect to host |kex_exchange_identification: |Connection (?:closed|reset|timed out))/.freeze
  TRIES = 3
  PAUSE = 2

  attr_reader :out, :err

  # Without a shell, so that no name is ever taken for more than a name.
  def self.run(*words, input: '')
    new(*Open3.capture3(*words.map(&:to_s), stdin_data: input))
  end

  # The same, for a command that must succeed.
  def self.must(*words, input: '')
    done = run(*words, input: input)
    return done if done.success?

    raise Problem, "#{words.join(' ')}: #{done.told}"
  end

  # As oned's drivers do it, but on a connection of its own, because one that they share proves nothing of today. A
  # machine that is new at its address, or that many log in to at once, may miss a connection: nothing was done then.
  def self.ssh(host, *words, input: '')
    options = %w[BatchMode=yes ConnectTimeout=10 ControlPath=none].flat_map { |option| ['-o', option] }
    done = run('ssh', *options, host, *words, input: input)
    (TRIES - 1).times do
      break unless done.unconnected?

      sleep PAUSE
      done = run('ssh', *options, host, *words, input: input)
    end
    done
  end

  def initialize(out, err, status)
    @out, @err, @status = out.scrub, err.scrub, status
  end

  def success?
    @status.success?
  end

  def unconnected?
    @status.exitstatus == 255 && NO_CONNECTION.match?(@err)
  end

  # What it says in one line: the cause at the head of a Ruby trace, else its last words.
  def told
    lines = "#{@out}\n#{@err}".lines.map(&:strip).reject(&:empty?)
    lines.filter_map { |line| line[TRACE, 1] }.first || lines.last || "ended with #{@status.exitstatus || @status.termsig} and without a word"
  end
end
