require 'fileutils'

# The part of ~/.ssh that tells under which address and with which host key a declared hypervisor is reached. It lies in
# files of its own, which are written as a whole: ssh itself, and users, write into the others.
class SshFiles
  FOLDER = "#{ENV.fetch('HOME')}/.ssh".freeze
  # ~/.ssh/config includes it.
  CONFIGURATION = "#{FOLDER}/hypervisors.conf".freeze
  KEYS = "#{FOLDER}/hypervisors.keys".freeze

  # The last argument: names of hosts that OpenNebula still has, though nobody declares them any more. To end their
  # monitoring it must reach them once more.
  def self.write(hypervisors, leaving)
    kept = blocks.slice(*leaving).values
    keys = hypervisors.select(&:host_key).map { |each| "#{each.name} #{each.host_key}\n" }
    kept_keys = key_lines.select { |line| leaving.include?(line.split.first) }
    replace(KEYS, (keys + kept_keys).join)
    replace(CONFIGURATION, (hypervisors.map { |each| block(each) }.compact + kept).join)
  end

  class << self
    private

    def block(hypervisor)
      options = []
      options << "HostName #{hypervisor.address}" if hypervisor.address
      # A host keeps its key when its address changes.
      options << "HostKeyAlias #{hypervisor.name}" if hypervisor.address
      options << "UserKnownHostsFile #{KEYS}" << 'StrictHostKeyChecking yes' if hypervisor.host_key
      return if options.empty?

      "Host #{hypervisor.name}\n#{options.map { |option| "  #{option}\n" }.join}"
    end

    def blocks
      return {} unless File.exist?(CONFIGURATION)

      File.read(CONFIGURATION).split(/^(?=Host )/).to_h { |block| [block[/\AHost (\S+)/, 1], block] }
    end

    def key_lines
      File.exist?(KEYS) ? File.readlines(KEYS) : []
    end

    def replace(file, content)
      return if File.exist?(file) && File.read(file) == content

      File.write("#{file}.new", content, perm: 0o600)
      File.rename("#{file}.new", file)
    end
  end
end
