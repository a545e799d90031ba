# The end of this pod. If the front-end is to go on alone in the first pod, nobody leaves before that one has all records.
class Leaving
  FOLDER = '/run/one/raft'.freeze
  COMPLETE = "#{ENV.fetch('HOME')}/.opennebula-kubernetes/raft-complete".freeze

  def initialize(members, cluster, record)
    @members = members
    @cluster = cluster
    @record = record
  end

  # To be told all along: who leads, and is asked to leave with the others, may lead no more when it first looks.
  def heed(status)
    @led = status.term if status&.leads?
  end

  def asked?
    File.exist?("#{FOLDER}/leaving") && !File.exist?("#{FOLDER}/left")
  end

  def step(status)
    shrinking = shrinks?
    return unless !shrinking || may_leave?(status)

    warn 'raft: this pod leaves'
    File.write("#{FOLDER}/left.new", status&.leads? && !shrinking ? 'as leader' : 'at leisure')
    File.rename("#{FOLDER}/left.new", "#{FOLDER}/left")
  rescue Cluster::Refused => e
    warn "raft: #{e.message}"
  end

  private

  # A StatefulSet that is being deleted keeps its number.
  def shrinks?
    @cluster.replicas == 1
  end

  def may_leave?(status)
    return false if status.nil?
    return first_has_all?(status) if @members.own.zero?

    status.leads? ? others_have_gone? && first_has?(status) : @members.statuses.values.compact.any?(&:leads?)
  end

  # From then on no record is settled without the first pod.
  def others_have_gone?
    others = @members.others - [0]
    others.count { |each| @cluster.gone?(@members.pod(each)) } >= others.size
  end

  def first_has?(status)
    first = @members.statuses[0]
    return false unless first&.follows? && first.term == status.term && first.commit >= status.index

    @cluster.write_record('complete' => "#{@record.epoch} #{status.index}")
    true
  end

  def first_has_all?(status)
    return false unless told?(status) || leads_alone?(status)

    File.write("#{COMPLETE}.new", @record.epoch)
    File.rename("#{COMPLETE}.new", COMPLETE)
    true
  end

  def told?(status)
    epoch, index = @cluster.record['complete'].to_s.split
    epoch == @record.epoch && status.index >= index.to_i
  end

  # A leader has whatever was settled. With so many gone there is no other one, nor has been one in this term.
  def leads_alone?(status)
    @led == status.term && @members.others.count { |each| @cluster.gone?(@members.pod(each)) } >= @members.needed &&
      Status.of('127.0.0.1')&.term == status.term
  end
end
