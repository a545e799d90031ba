require 'fileutils'

# Says whether this member leads: by the label of its pod, which the Service follows, and by a file, which the roles that
# run once follow. One that has lost the majority goes on calling itself the leader, so the others are asked as well.
class Leadership
  FILE = '/run/one/leader'.freeze
  # For so long a leader may be without an answer of the majority, or of its own oned.
  PATIENCE = 3
  REPEAT = 5

  def initialize(members, cluster)
    @members = members
    @cluster = cluster
    @others = {}
    @heard = @labelled = @asked = @since = @cleared = -Float::INFINITY
    @answered = now
  end

  def update(status)
    @answered = now if status
    elected = status&.leads? && status.term != @term
    if elected
      # With a majority, so that nobody is asked: one that is lost would keep the answer waiting.
      @since = @heard = now
    elsif status&.leads?
      @heard = now if majority?(status)
    elsif status || now - @answered > 1
      @heard = -Float::INFINITY
      @term = nil
    end
    @term = status.term if elected
    show(now - @heard < PATIENCE)
    clear(@members.others) if elected && @label
  end

  def drop
    show(false)
  end

  private

  def now
    Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end

  # Whether enough others answer, as of a second ago. One of them that leads in a later term is the one.
  def majority?(status)
    return false if now - @asked < 1

    @asked = now
    @others = @members.statuses
    answers = @others.values.compact
    later = answers.any? { |each| each.leads? && each.term > status.term }
    @heard = -Float::INFINITY if later
    return false if later || answers.size < @members.needed

    rest = @others.reject { |_, each| each&.leads? }.keys
    clear(rest) if @label && (now - @since < 2 * REPEAT || now - @cleared > REPEAT)
    true
  end

  def show(leads)
    file(leads)
    return if leads == @label && (!leads || now - @labelled < REPEAT)

    @cluster.label(@members.pod(@members.own), leads)
    say(leads ? 'this pod leads' : 'this pod does not lead') if leads != @label
    @label = leads
    @labelled = now
  rescue Cluster::Refused => e
    say("the label can't be set: #{e.message}") if e.message != @refused
    @refused = e.message
  end

  def file(leads)
    leads ? FileUtils.touch(FILE) : FileUtils.rm_f(FILE)
  end

  # A pod on a lost node keeps its label, and nobody there can take it off.
  def clear(ordinals)
    @cleared = now
    ordinals.each do |ordinal|
      pod = @members.pod(ordinal)
      @cluster.label(pod, false) if @cluster.labelled?(pod)
    end
  rescue Cluster::Refused => e
    say("the label of another pod can't be taken off: #{e.message}")
  end

  def say(text)
    warn "raft: #{text}"
  end
end
