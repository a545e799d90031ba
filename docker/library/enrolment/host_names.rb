require 'fileutils'
require_relative 'command'
require_relative 'kept'

# Addresses of hypervisors whose names nothing else resolves. FireEdge has guacd dial the name that a host has in
# OpenNebula.
class HostNames
  # It lies on the volume, so that the next pod has it from its start.
  FILE = "#{Kept::FOLDER}/hosts".freeze
  WRITE = File.join(__dir__, 'name-hosts').freeze

  def self.write(hypervisors)
    lines = hypervisors.select(&:address).map { |each| "#{each.address} #{each.name}\n" }
    FileUtils.mkdir_p(Kept::FOLDER)
    File.write("#{FILE}.new", lines.join)
    File.rename("#{FILE}.new", FILE)
    told = Command.must('bash', WRITE).err
    puts told unless told.empty?
  end
end
