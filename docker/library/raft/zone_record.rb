require 'fileutils'

# Which database the members have: its epoch stands in the cluster, and on each volume that has it. A volume of another
# epoch is of an earlier zone.
class ZoneRecord
  FOLDER = '/run/one/raft'.freeze
  MARKER = "#{ENV.fetch('HOME')}/.opennebula-kubernetes/raft".freeze
  # Seconds between two questions, without an answer of oned's and with one.
  PERIOD = 1
  REPEAT = 10

  def initialize(members, cluster)
    @members = members
    @cluster = cluster
    @asked = -Float::INFINITY
  end

  def epoch
    told.first.to_s
  end

  # Asked for again and again, since another member may have written it.
  def update(status)
    FileUtils.mkdir_p(FOLDER)
    return if now - @asked < (status && !epoch.empty? ? REPEAT : PERIOD)

    found = change(@cluster.record, status)
    @asked = now
    write('epoch', found.values_at('epoch', 'anew').join(' ').strip)
  rescue Cluster::Refused => e
    warn "raft: #{e.message}"
  end

  # The first pod's database may be copied as it is until the zone has had a leader.
  def settle(status)
    return if status.nil? || !File.exist?(MARKER)

    role, epoch = File.read(MARKER).split
    return unless role == 'seed'
    return unless status.leads? || (status.follows? && @members.statuses.values.compact.any?(&:leads?))

    ZoneRecord.mark('joined', epoch)
  end

  # What this volume's database is: its part in the zone of an epoch.
  def self.mark(role, epoch)
    File.write("#{MARKER}.new", "#{role} #{epoch}\n")
    File.rename("#{MARKER}.new", MARKER)
  end

  private

  # What oned's container has found: the epoch, and the one that is being left, if one is.
  def told
    read('epoch')
  end

  # What oned's container asks for. The last word is the leader's: with all at work, none is being left.
  def change(found, status)
    epoch = found['epoch'].to_s
    wanted, former = read('record')
    if wanted && wanted != epoch && epoch == former.to_s
      return put('epoch' => wanted, 'anew' => nil, 'complete' => nil)
    end
    return put('anew' => epoch) if found['anew'] != epoch && read('anew-wanted').first == epoch
    return put('anew' => nil) if found['anew'] && status&.leads? && @members.statuses.values.all?

    found
  end

  def put(data)
    @cluster.write_record(data)
    @cluster.record
  end

  def read(name)
    File.exist?("#{FOLDER}/#{name}") ? File.read("#{FOLDER}/#{name}").split : []
  end

  def write(name, text)
    File.write("#{FOLDER}/#{name}.new", "#{text}\n")
    File.rename("#{FOLDER}/#{name}.new", "#{FOLDER}/#{name}")
  end

  def now
    Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end
end
