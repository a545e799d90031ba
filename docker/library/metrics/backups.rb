require 'json'
require 'time'

# What became of the last backup, as its Job has written it down. Nothing where none are made.
class Backups
  FILE = '/etc/opennebula/backup-result/backup'.freeze

  def initialize(file = FILE)
    @file = file
  end

  def measure(exposition)
    return unless File.directory?(File.dirname(@file))

    last = File.file?(@file) ? JSON.parse(File.read(@file)) : {}
    # Before the first one that is the beginning of time, so that a backup that never comes is late too.
    exposition.gauge('backup_timestamp_seconds', 'When the set was taken that the newest backup holds',
                     seconds(last['time']) || 0)
    exposition.gauge('backup_size_bytes', 'Size of that set', last['size'])
    exposition.gauge('backup_failed', 'Whether a later backup has failed', last['error'] ? 1 : 0)
    exposition.gauge('backup_verified_timestamp_seconds', 'When a backup was last restored to prove that it can be',
                     seconds(last['verified']))
    exposition.gauge('backup_verify_failed', 'Whether the last one could not be restored', last['verifyError'] ? 1 : 0)
  end

  private

  def seconds(text)
    text && Time.iso8601(text).to_i
  end
end
