require 'json'
require_relative 'command'
require_relative 'host'

# OpenNebula's hosts, by way of its own command line.
class Hosts
  include Enumerable

  def initialize
    pool = JSON.parse(Command.must('onehost', 'list', '-j').out).fetch('HOST_POOL')
    # One is an object and several are a list, in OpenNebula's JSON.
    @hosts = [pool['HOST']].flatten.compact.map { |element| Host.new(element) }
  end

  def each(&block)
    @hosts.each(&block)
  end

  def named(name)
    find { |host| host.name == name }
  end

  class << self
    # Everything there is to know of one.
    def show(id)
      Host.new(JSON.parse(Command.must('onehost', 'show', id, '-j').out).fetch('HOST'))
    end

    def create(hypervisor)
      words = ['--im', hypervisor.im_driver, '--vm', hypervisor.vm_driver, '--cluster', hypervisor.cluster]
      id = Command.must('onehost', 'create', hypervisor.name, *words).out[/ID: (\d+)/, 1]
      raise Problem, "#{hypervisor.name}: onehost create gave no number" if id.nil?

      append(id, 'MANAGED_BY' => Host::MARK)
      Integer(id)
    end

    # Changes what of a host isn't as it was declared; returns the names of what was changed.
    def adapt(host, hypervisor)
      wrong = differences(host, hypervisor)
      append(host.id, wrong) unless wrong.empty?
      return wrong.keys if host.cluster == hypervisor.cluster

      Command.must('onecluster', 'addhost', hypervisor.cluster, host.id)
      wrong.keys + ['CLUSTER']
    end

    # Disabled first, so that the scheduler puts nothing on it in between.
    def remove(host)
      Command.must('onehost', 'disable', host.id)
      Command.must('onehost', 'delete', host.id)
    rescue Problem
      Command.run('onehost', 'enable', host.id) unless host.out_of_service?
      raise
    end

    # Begins monitoring again, and leaves a disabled host disabled, which `onehost forceupdate` does not.
    def restart_monitoring(hosts)
      disabled, others = hosts.partition(&:disabled?)
      Command.must('onehost', 'forceupdate', others.map(&:id).join(',')) unless others.empty?
      disabled.each do |host|
        Command.must('onehost', 'offline', host.id)
        Command.must('onehost', 'disable', host.id)
      end
    end

    private

    def differences(host, hypervisor)
      wrong = {}
      wrong['MANAGED_BY'] = Host::MARK unless host.marked?
      wrong['IM_MAD'] = hypervisor.im_driver if host.im_driver != hypervisor.im_driver
      wrong['VM_MAD'] = hypervisor.vm_driver if host.vm_driver != hypervisor.vm_driver
      wrong
    end

    def append(id, attributes)
      lines = attributes.map { |key, value| "#{key} = \"#{value}\"\n" }
      Command.must('onehost', 'update', id, '--append', input: lines.join)
    end
  end
end
