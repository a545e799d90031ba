require 'fileutils'
require 'json'

# What each host has received, by its number. It lies on the volume, so that nothing is brought twice.
class Kept
  FOLDER = "#{ENV.fetch('HOME')}/.opennebula-kubernetes".freeze

  def initialize(name)
    @file = "#{FOLDER}/#{name}"
    @hosts = read
  end

  def of(id)
    @hosts[id.to_s] || {}
  end

  def keep(id, received)
    @hosts[id.to_s] = received
    write
  end

  # Numbers are never given out twice, so those of hosts that are gone are only ballast.
  def forget_others(ids)
    known = @hosts.slice(*ids.map(&:to_s))
    return if known == @hosts

    @hosts = known
    write
  end

  private

  def read
    JSON.parse(File.read(@file))
  rescue Errno::ENOENT, JSON::ParserError
    {}
  end

  def write
    FileUtils.mkdir_p(FOLDER)
    File.write("#{@file}.new", JSON.generate(@hosts))
    File.rename("#{@file}.new", @file)
  end
end
