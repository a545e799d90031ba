# Hypervisors: their state, and when OpenNebula last heard of them.
class Hosts
  STATES = %w[init monitoring monitored error disabled monitoring_error monitoring_init monitoring_disabled offline].freeze
  NEWEST = 0
  # Kilobytes and hundredths of a core, as OpenNebula counts.
  SHARES = {
    mem_total_bytes: ['Memory of the host', 'TOTAL_MEM', 1024],
    mem_maximum_bytes: ['Memory that virtual machines may have, with overcommitment', 'MAX_MEM', 1024],
    mem_usage_bytes: ['Memory that virtual machines have been given', 'MEM_USAGE', 1024],
    cpu_total_ratio: ['CPU of the host, in hundredths of a core', 'TOTAL_CPU', 1],
    cpu_maximum_ratio: ['CPU that virtual machines may have, with overcommitment', 'MAX_CPU', 1],
    cpu_usage_ratio: ['CPU that virtual machines have been given', 'CPU_USAGE', 1]
  }.freeze

  def initialize(oned)
    @oned = oned
  end

  def measure(exposition)
    hosts = @oned.document('one.hostpool.info').xpath('/HOST_POOL/HOST')
    exposition.gauge('host_total', 'Hosts that OpenNebula knows', hosts.size)
    count(exposition, hosts)
    heard = times
    hosts.each { |host| measure_one(exposition, host, heard) }
  end

  private

  # When each host was measured last, by its ID. The list of hosts doesn't tell it.
  def times
    records = @oned.document('one.hostpool.monitoring', NEWEST).xpath('//MONITORING')
    records.to_h { |record| [record.at_xpath('ID')&.text, record.at_xpath('TIMESTAMP')&.text] }
  end

  def count(exposition, hosts)
    states = hosts.map { |host| host.at_xpath('STATE').text.to_i }.tally
    STATES.each_with_index do |state, index|
      exposition.gauge('hosts', 'Hosts by their state', states.fetch(index, 0), state: state)
    end
  end

  def measure_one(exposition, host, heard)
    labels = { one_host_id: host.at_xpath('ID').text, one_host_name: host.at_xpath('NAME').text }
    exposition.gauge('host_state', 'State of the host: 2 monitored, 3 error, 4 disabled, 8 offline',
                     host.at_xpath('STATE').text, **labels)
    exposition.gauge('host_last_monitoring_timestamp_seconds', 'When the newest measurements of the host were taken',
                     heard[labels[:one_host_id]], **labels)
    exposition.gauge('host_vms', 'Virtual machines on the host', host.xpath('VMS/ID').size, **labels)
    SHARES.each do |name, (help, key, factor)|
      amount = host.at_xpath("HOST_SHARE/#{key}")
      exposition.gauge("host_#{name}", help, amount && (amount.text.to_i * factor), **labels)
    end
  end
end
