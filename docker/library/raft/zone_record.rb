require 'fileutils'

# Which database the members have: its epoch stands in the cluster, and on each volume that has it. A volume of another
# epoch is of an earlier zone.
class ZoneRecord
  FOLDER = '/run/one/raft'.freeze
  MARKER = "#{ENV.fetch('HOME')}/.opennebula-kubernetes/raft".freeze

  def initialize(members, cluster)
    @members = members
    @cluster = cluster
  end

  def epoch
    File.exist?("#{FOLDER}/epoch") ? File.read("#{FOLDER}/epoch").strip : ''
  end

  # Until there is one it is asked for again and again, since another member may have written it.
  def update
    FileUtils.mkdir_p(FOLDER)
    return unless epoch.empty?

    wanted = File.exist?("#{FOLDER}/record") ? File.read("#{FOLDER}/record").strip : nil
    found = @cluster.record['epoch'].to_s
    if found.empty? && wanted
      @cluster.write_record('epoch' => wanted)
      found = wanted
    end
    File.write("#{FOLDER}/epoch.new", found)
    File.rename("#{FOLDER}/epoch.new", "#{FOLDER}/epoch")
  rescue Cluster::Refused => e
    warn "raft: #{e.message}"
  end

  # The first pod's database may be copied as it is until the zone has had a leader.
  def settle(status)
    return if @settled || status.nil? || !File.exist?(MARKER)

    role, epoch = File.read(MARKER).split
    return @settled = true if role == 'joined'
    return unless status.leads? || (status.follows? && @members.statuses.values.compact.any?(&:leads?))

    File.write("#{MARKER}.new", "joined #{epoch}\n")
    File.rename("#{MARKER}.new", MARKER)
  end
end
