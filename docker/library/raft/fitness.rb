require 'fileutils'
require 'open3'
require 'securerandom'

# Whether the volume of this member can have what a leader writes. Where it is full or dead oned goes on leading, and
# refuses whatever it is asked for: then it ends, so that another one leads.
class Fitness
  FILE = '/run/one/raft/unfit'.freeze
  HOME = ENV.fetch('HOME').freeze
  PROBE = "#{HOME}/.opennebula-kubernetes/raft-probe".freeze
  SIZE = 256 * 1024
  # Seconds between two tries, and for one; a volume that hangs never ends it.
  PERIOD = 5
  PATIENCE = 15

  def initialize(members)
    @members = members
    @begun = -Float::INFINITY
  end

  # Whether it may go on leading.
  def update(status)
    return true unless status&.leads?

    try if @trial.nil? || (!@trial.alive? && now - @begun > PERIOD)
    found = reason
    return true if found.nil? || successors < @members.needed + 1

    warn "raft: this pod gives up its lead: #{found}"
    File.write(FILE, found)
    false
  end

  private

  def try
    @begun = now
    @trial = Thread.new { write || read }
  end

  def reason
    return ("the data volume doesn't answer" if now - @begun > PATIENCE) if @trial.alive?

    @trial.value
  end

  def write
    File.open(PROBE, 'wb') do |file|
      file.write(SecureRandom.bytes(SIZE))
      file.fsync
    end
    FileUtils.rm_f(PROBE)
    nil
  rescue SystemCallError => e
    "the data volume can't be written: #{e.message}"
  end

  def read
    said, status = Open3.capture2e('sqlite3', '-bail', '-cmd', '.timeout 5000', "#{HOME}/one.db", 'SELECT COUNT(*) FROM pool_control')
    "the database can't be read: #{said.strip}" unless status.success? || said.match?(/locked|busy/)
  end

  # Without a majority among the others nothing is won.
  def successors
    @members.statuses.values.compact.count(&:follows?)
  end

  def now
    Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end
end
