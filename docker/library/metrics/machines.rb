# Virtual machines by state. Their list is long and costs oned the most, so it is asked for once a minute.
class Machines
  STATES = { 0 => 'init', 1 => 'pending', 2 => 'hold', 3 => 'active', 4 => 'stopped', 5 => 'suspended', 8 => 'poweroff',
             9 => 'undeployed', 10 => 'cloning', 11 => 'cloning_failure' }.freeze
  ACTIVE = 3
  # What of an active one has failed, by LCM_STATE.
  FAILURES = [36, 37, 38, 39, 40, 41, 42, 44, 46, 47, 48, 49, 50, 61].freeze
  UNKNOWN = 16
  SECONDS = 60
  EVERYBODYS = -2
  ALL = -1

  def initialize(oned)
    @oned = oned
  end

  def measure(exposition)
    states = current
    exposition.gauge('vm_total', 'Virtual machines that are not done', states.size)
    counts = states.map(&:first).tally
    STATES.each do |number, state|
      exposition.gauge('vms', 'Virtual machines by their state', counts.fetch(number, 0), state: state)
    end
    active = states.filter_map { |state, phase| phase if state == ACTIVE }
    exposition.gauge('vms_failed', 'Active virtual machines in which an operation has failed',
                     active.count { |phase| FAILURES.include?(phase) })
    exposition.gauge('vms_unknown', 'Active virtual machines whose host does not tell of them',
                     active.count(UNKNOWN))
  end

  private

  def current
    now = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    return @states if @states && now - @asked < SECONDS

    pool = @oned.document('one.vmpool.info', EVERYBODYS, ALL, ALL, ALL).xpath('/VM_POOL/VM')
    @asked = now
    @states = pool.map { |vm| [vm.at_xpath('STATE').text.to_i, vm.at_xpath('LCM_STATE').text.to_i] }
  end
end
