# Hosts, clusters and virtual machines of the stand-in, in a file that oned and onemonitord share.
require '/usr/lib/one/standin/standin'

module Standin
  module Hosts
    FILE = "#{HOME}/standin-hosts.json".freeze
    INIT, MONITORED, ERROR, DISABLED, OFFLINE = %w[0 2 3 4 8]
    EMPTY = { 'next' => 0, 'hosts' => {}, 'clusters' => { '0' => 'default' }, 'machines' => {} }.freeze

    # Yields everything, and keeps what the block changed.
    def self.change
      File.open("#{FILE}.lock", File::RDWR | File::CREAT, 0o600) do |lock|
        lock.flock(File::LOCK_EX)
        before = File.exist?(FILE) ? File.read(FILE) : JSON.generate(EMPTY)
        data = JSON.parse(before)
        answer = yield(data)
        after = JSON.generate(data)
        write(after) unless after == before
        answer
      end
    end

    def self.write(text)
      File.write("#{FILE}.new", text)
      File.rename("#{FILE}.new", FILE)
    end

    # Yields one host; answers with nil if there is none of this number.
    def self.change_host(id)
      change { |data| data['hosts'][id.to_s]&.tap { |host| yield(host) } }
    end

    def self.error(id, reason)
      change_host(id) do |host|
        host['STATE'] = ERROR unless [DISABLED, OFFLINE].include?(host['STATE'])
        host['TEMPLATE']['ERROR'] = "#{Time.now.utc.ctime} : Error monitoring Host #{host['NAME']} (#{id}): #{reason}"
      end
    end

    # What a host reported of itself.
    def self.monitored(id, type)
      change_host(id) do |host|
        host['MONITORING'] = { 'TIMESTAMP' => Time.now.to_i.to_s } if type == 'MONITOR_HOST'
        next unless type == 'SYSTEM_HOST'

        host['TEMPLATE'].delete('ERROR')
        host['STATE'] = MONITORED unless [DISABLED, OFFLINE].include?(host['STATE'])
        host['HOST_SHARE']['TOTAL_CPU'] = '100'
      end
    end

    def self.blank(id, name, im, vm)
      { 'ID' => id, 'NAME' => name, 'STATE' => INIT, 'PREV_STATE' => INIT, 'IM_MAD' => im, 'VM_MAD' => vm,
        'CLUSTER_ID' => '0', 'CLUSTER' => 'default', 'HOST_SHARE' => { 'RUNNING_VMS' => '0', 'TOTAL_CPU' => '0' },
        'VMS' => {}, 'TEMPLATE' => { 'IM_MAD' => im, 'VM_MAD' => vm }, 'MONITORING' => {} }
    end
  end
end
