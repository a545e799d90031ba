require 'fileutils'
require 'open3'
require_relative 'fitness'
require_relative 'zone_record'

# Whether the database of this member is what the log makes of it. It isn't where oned has carried out a record of its
# own that the zone doesn't have, and then passed over the one that the zone has under that number: a leader that was cut
# off or stood still does so when it is back. Such a member must not lead: its oned ends, and the leader's database takes
# the place of its own.
class Divergence
  FILE = '/run/one/raft/diverged'.freeze
  # Seconds between two looks, and for which a record that is settled may wait until it is carried out.
  PERIOD = 1
  PATIENCE = 10
  RECORDS = "SELECT COALESCE((SELECT MIN(log_index) FROM logdb WHERE applied = '0'), -1), COALESCE((SELECT log_index " \
            'FROM logdb WHERE CAST(applied AS INTEGER) = 1 ORDER BY log_index DESC LIMIT 1), -1)'.freeze

  def initialize(members, cluster)
    @members = members
    @cluster = cluster
    @looked = @waits = -Float::INFINITY
  end

  # Whether it may go on.
  def update(status)
    return forget if status.nil?

    found = reason(status)
    found ? FileUtils.touch(FILE) : FileUtils.rm_f(FILE)
    return true if found.nil? || !replaceable?(status)

    tell("the database of this pod is the zone's no more: #{found}. It is copied anew from the leader's")
    give_up
    false
  end

  private

  # What was seen before oned ended says nothing of the database with which it starts again.
  def forget
    @look = @records = @open = nil
    FileUtils.rm_f(FILE)
    true
  end

  def reason(status)
    open, applied = look
    return if open.nil? || open.negative?
    return "record #{open} of the log was passed over" if open < applied

    @waits = now if open != @open || !status.follows? || open > status.commit
    @open = open
    "record #{open} of the log is settled, and isn't carried out" if now - @waits > PATIENCE
  end

  # The oldest record that hasn't been carried out, and the newest that has. A volume that hangs never ends it.
  def look
    return @records if @look&.alive? || now - @looked < PERIOD

    @records = @look&.value
    @looked = now
    @look = Thread.new { records }
    @records
  end

  def records
    said, status = Open3.capture2e('sqlite3', '-bail', '-cmd', '.timeout 5000', "#{Fitness::HOME}/one.db", RECORDS)
    said.split('|').map(&:to_i) if status.success?
  end

  # Only a leader has what takes its place, and the zone has to go on meanwhile.
  def replaceable?(status)
    others = @members.statuses.values.compact.select { |each| each.leads? || each.follows? }
    return true if others.size > @members.needed && (status.leads? || others.any?(&:leads?))

    tell('the database of this pod is the zone\'s no more. It is copied anew when the others have a majority without it')
    false
  end

  def give_up
    role, epoch = File.read(ZoneRecord::MARKER).split
    ZoneRecord.mark('diverged', epoch) if %w[joined seed].include?(role)
    File.write(Fitness::FILE, 'diverged')
  end

  def tell(text)
    return if text == @told

    warn "raft: #{text}"
    @cluster.event(@members.pod(@members.own), 'DatabaseDiverged', text)
    @told = text
  end

  def now
    Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end
end
