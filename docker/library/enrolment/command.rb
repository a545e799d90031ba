require 'open3'
require_relative 'problem'

# A command that has run to its end.
class Command
  # Where a trace begins: file, line and method, and then what went wrong. The lines after it say from where.
  TRACE = /\A\S+:\d+:in [`'][^']*': (.+)\z/.freeze

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

  # As oned's drivers do it, but on a connection of its own, because one that they share proves nothing of today.
  def self.ssh(host, *words, input: '')
    run('ssh', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', '-o', 'ControlPath=none', host, *words, input: input)
  end

  def initialize(out, err, status)
    @out, @err, @status = out.scrub, err.scrub, status
  end

  def success?
    @status.success?
  end

  # What it says in one line: the cause at the head of a Ruby trace, else its last words.
  def told
    lines = "#{@out}\n#{@err}".lines.map(&:strip).reject(&:empty?)
    lines.filter_map { |line| line[TRACE, 1] }.first || lines.last || "ended with #{@status.exitstatus || @status.termsig} and without a word"
  end
end
