require_relative 'at_once'
require_relative 'command'
require_relative 'delivery'
require_relative 'host_names'
require_relative 'hosts'
require_relative 'monitoring'
require_relative 'preflight'
require_relative 'report'
require_relative 'ssh_files'
require_relative 'trust'

# Makes OpenNebula's hosts what the plan says, in steps of which each looks at what is there first: it may be killed
# anywhere and begun again.
class Enrolment
  # What is wrong with a host, by its name.
  attr_reader :failures

  def initialize(plan)
    @plan = plan
    @delivery, @trust = Delivery.new, Trust.new(plan)
    @failures = {}
  end

  def run
    return bring_to_hosts unless @plan.manage?

    hosts = Hosts.new
    leaving = hosts.select { |host| host.marked? && !declared?(host.name) }
    refuse_running(leaving)
    SshFiles.write(@plan.hypervisors, leaving.map(&:name))
    HostNames.write(@plan.hypervisors)
    return unless paths_are_good?

    remove(leaving)
    @plan.hypervisors.each { |hypervisor| create_or_adapt(hosts.named(hypervisor.name), hypervisor) }
    bring_to_hosts
    try_pinned_keys
    @failures.merge!(Monitoring.new(@plan.hypervisors.map(&:name), @plan.timeout).await)
  end

  # What became of each, for whoever declared it.
  def result
    hosts = Hosts.new
    @plan.hypervisors.map do |hypervisor|
      known = hosts.named(hypervisor.name)
      host = known && Hosts.show(known.id)
      { name: hypervisor.name, id: host&.id, state: host&.state, lastMonitored: host&.last_monitored,
        error: @failures[hypervisor.name] }
    end
  end

  private

  def declared?(name)
    @plan.hypervisors.any? { |hypervisor| hypervisor.name == name }
  end

  # Before anything is changed: either all of them go, or none does.
  def refuse_running(leaving)
    busy = leaving.reject { |host| host.machines.empty? }
    return if busy.empty?

    told = busy.map { |host| "#{host.name} (virtual machines #{host.machines.join(', ')})" }
    raise Problem, "#{told.join(', ')} can't be removed while virtual machines are there: migrate or end them, or put " \
                   'the host back into the list. Nothing was changed.'
  end

  def paths_are_good?
    return true unless @plan.preflight?

    broken = Preflight.new(@plan).run
    broken.group_by(&:hypervisor).each do |name, paths|
      @failures[name] = paths.map { |path| "broken path #{path}: #{path.reason}" }.join('; ')
    end
    broken.empty? || @plan.warn_only?
  end

  def remove(leaving)
    leaving.each do |host|
      Hosts.remove(host)
      Report.done('HypervisorRemoved', host.name, "removed, it was host #{host.id}")
    end
  end

  def create_or_adapt(host, hypervisor)
    if host
      changed = Hosts.adapt(host, hypervisor)
      text = "#{changed.join(', ')} of host #{host.id} changed"
      Report.done('HypervisorChanged', host.name, text) unless changed.empty?
      puts "#{host.name}: is out of service (#{host.state}), and left so" if host.out_of_service?
    else
      id = Hosts.create(hypervisor)
      @delivery.received(id)
      Report.done('HypervisorCreated', hypervisor.name, "created, it is host #{id}")
    end
  end

  # A host that is monitored already goes on sending whatever key is declared: only a connection tells.
  def try_pinned_keys
    pinned = @plan.hypervisors.select(&:host_key)
    pinned.zip(AtOnce.map(pinned) { |hypervisor| Command.ssh(hypervisor.name, 'true') }) do |hypervisor, answer|
      @failures[hypervisor.name] = "SSH with the declared host key fails: #{answer.told}" unless answer.success?
    end
  end

  # To every host, for neither the settings nor the front-end's keys are those of a declared one alone.
  def bring_to_hosts
    hosts = Hosts.new
    tell_offline(hosts)
    missed = @delivery.bring(hosts) do |host, restarted|
      Report.done('HypervisorSynchronized', host.name, "synchronized#{', monitoring restarted' if restarted}")
    end
    missed = @trust.bring(hosts) do |host|
      Report.done('HypervisorKeysBrought', host.name, 'its SSH keys are up to date')
    end.merge(missed)
    missed.each { |host, reason| tell_missed(host, reason) }
  end

  # Nobody tries to reach them, so nothing else would tell that they fall behind.
  def tell_offline(hosts)
    behind = hosts.select { |host| host.offline? && (@delivery.outdated?(host) || @trust.outdated?(host)) }
    behind.each { |host| Report.warn(host.name, 'is offline, and has not received what has changed') }
  end

  def tell_missed(host, reason)
    undeclared = @plan.manage? && !declared?(host.name)
    if undeclared || (host.failed? && !@delivery.missed?(host))
      Report.warn(host.name, "#{reason}; it is #{host.state} and has not received what has changed")
    else
      @failures[host.name] = reason
    end
  end
end
