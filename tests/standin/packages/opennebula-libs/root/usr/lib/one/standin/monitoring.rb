# Begins and ends the monitoring of a host as oned's drivers do: the remotes are copied there by rsync, and a program of
# theirs is started over SSH, which reports over UDP.
require 'base64'
require 'open3'
require 'openssl'
require 'zlib'
require '/usr/lib/one/standin/hosts'

module Standin
  module Monitoring
    PERIOD = 10
    REPORTS = { 'SYSTEM_HOST' => "HYPERVISOR=kvm\nTOTALCPU=100\nTOTALMEMORY=1048576\n",
                'MONITOR_HOST' => "FREECPU=100\nUSEDCPU=0\nFREEMEMORY=1048576\nUSEDMEMORY=0\n" }.freeze
    CLIENT = '/var/tmp/one/im/run_monitord_client'.freeze

    class << self
      def start(id)
        Thread.new do
          host = Hosts.change_host(id) { nil }
          fail_start(id, 'Could not update remotes') && next unless copy(host['NAME'])
          _, told, done = ssh(host['NAME'], "bash #{CLIENT} #{id} #{PERIOD}", orders)
          fail_start(id, told.strip) unless done.success?
        end
      end

      def stop(host)
        Thread.new { ssh(host['NAME'], "bash #{CLIENT} #{host['ID']} stop", '') }
      end

      def copy(name)
        _, _, done = ssh(name, 'mkdir -p /var/tmp/one', '')
        done.success? && system("cd #{HOME}/remotes && rsync -LRaz --delete . '#{name}':/var/tmp/one/", err: File::NULL)
      end

      private

      def ssh(name, command, input)
        Open3.capture3('ssh', '-o', 'BatchMode=yes', name, command, stdin_data: input)
      end

      def fail_start(id, reason)
        Standin.log_line('monitor.log', "[MDP][W]: Start monitor failed for host #{id}: #{reason}")
        # OpenNebula keeps the reason to its log.
        Hosts.error(id, '')
      end

      # Address and port, then a report a line: the host needs no more than a shell to send them.
      def orders
        network = Standin.read_oned_syntax('/etc/one/monitord.conf').fetch('NETWORK')
        reports = REPORTS.map { |type, text| "#{type} #{pack(text, network['PUBKEY'].to_s)}\n" }
        "#{network['MONITOR_ADDRESS']} #{network['PORT']}\n#{reports.join}"
      end

      def pack(text, key)
        text = OpenSSL::PKey::RSA.new(File.read(key)).public_encrypt(text) unless key.empty?
        Base64.strict_encode64(Zlib::Deflate.deflate(text))
      end
    end
  end
end
