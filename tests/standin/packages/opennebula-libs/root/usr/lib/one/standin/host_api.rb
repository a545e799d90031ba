# What the stand-in's oned answers about hosts, clusters and virtual machines: [whether it went well, text].
require '/usr/lib/one/standin/command'
require '/usr/lib/one/standin/hosts'
require '/usr/lib/one/standin/monitoring'

module Standin
  module HostApi
    METHODS = {
      'standin.hostpool' => :list, 'standin.clusterpool' => :list_clusters, 'one.hostpool.info' => :describe,
      'one.hostpool.monitoring' => :measurements, 'one.vmpool.info' => :describe_machines,
      'one.datastorepool.info' => :describe_datastores, 'one.host.info' => :show, 'one.host.allocate' => :create,
      'one.host.update' => :append, 'one.host.status' => :change_status, 'one.host.delete' => :remove,
      'one.cluster.allocate' => :create_cluster,
      'one.cluster.addhost' => :move, 'one.vm.allocate' => :create_machine, 'one.vm.deploy' => :deploy,
      'one.vm.recover' => :remove_machine
    }.freeze

    class << self
      def knows?(method)
        METHODS.key?(method)
      end

      def handle(method, params)
        send(METHODS.fetch(method), *params)
      end

      private

      # The same for programs that speak with oned themselves.
      def describe(*)
        [true, Command.xml({ 'HOST_POOL' => { 'HOST' => Hosts.change { |data| data['hosts'].values } } })]
      end

      def measurements(*)
        measured = Hosts.change { |data| data['hosts'].values.reject { |host| host['MONITORING'].empty? } }
        records = measured.map { |host| host['MONITORING'].merge('ID' => host['ID']) }
        [true, Command.xml({ 'MONITORING_DATA' => { 'MONITORING' => records } })]
      end

      def describe_machines(*)
        machines = Hosts.change { |data| data['machines'].values.map { { 'STATE' => '3', 'LCM_STATE' => '3' } } }
        [true, Command.xml({ 'VM_POOL' => { 'VM' => machines } })]
      end

      def describe_datastores(*)
        store = { 'ID' => '1', 'NAME' => 'default', 'TYPE' => '0', 'TOTAL_MB' => '1000', 'FREE_MB' => '600', 'USED_MB' => '400' }
        [true, Command.xml({ 'DATASTORE_POOL' => { 'DATASTORE' => [store] } })]
      end

      # JSON instead of XML: only the stand-in's own command line reads it.
      def list(*)
        pool = Hosts.change { |data| data['hosts'].values.reverse }
        # The pool has no measurements, only a single host has.
        [true, JSON.generate(pool.map { |host| host.merge('MONITORING' => {}) })]
      end

      def show(id, *)
        found = Hosts.change_host(id) { nil }
        found ? [true, JSON.generate(found)] : missing('host', id)
      end

      def create(name, im, vm, cluster)
        taken = Hosts.change { |data| data['hosts'].values.find { |host| host['NAME'] == name } }
        return [false, "[one.host.allocate] Error allocating a new host. NAME is already taken by HOST #{taken['ID']}."] if taken

        id = Hosts.change do |data|
          number = data['next'].to_s
          data['next'] += 1
          data['hosts'][number] = Hosts.blank(number, name, im, vm)
          number
        end
        move(cluster, id) unless cluster == '-1'
        Monitoring.start(id)
        [true, id]
      end

      # Attributes are added; the drivers among them are the host's own.
      def append(id, text, *)
        attributes = text.scan(/^\s*(\w+)\s*=\s*"([^"]*)"/).to_h
        changed = Hosts.change_host(id) do |host|
          host['TEMPLATE'].merge!(attributes)
          host.merge!(attributes.slice('IM_MAD', 'VM_MAD'))
        end
        changed ? [true, id] : missing('host', id)
      end

      def change_status(id, status)
        former = nil
        host = Hosts.change_host(id) do |found|
          former = found['STATE']
          found['STATE'] = { '0' => enabled(found), '1' => Hosts::DISABLED, '2' => Hosts::OFFLINE }.fetch(status)
        end
        return missing('host', id) if host.nil?

        Monitoring.start(id) if former == Hosts::OFFLINE && host['STATE'] != Hosts::OFFLINE
        [true, id]
      end

      def enabled(host)
        host['STATE'] == Hosts::DISABLED && host['HOST_SHARE']['TOTAL_CPU'] != '0' ? Hosts::MONITORED : Hosts::INIT
      end

      def remove(id)
        host = Hosts.change_host(id) { nil }
        return missing('host', id) if host.nil?
        return [false, '[one.host.delete] Can not remove a host with running VMs'] unless host['VMS'].empty?

        Hosts.change { |data| data['hosts'].delete(id) }
        Monitoring.stop(host)
        [true, id]
      end

      def list_clusters(*)
        [true, JSON.generate(Hosts.change { |data| data['clusters'].map { |id, name| { 'ID' => id, 'NAME' => name } } })]
      end

      def create_cluster(name)
        Hosts.change do |data|
          id = (100 + data['clusters'].length - 1).to_s
          data['clusters'][id] = name
          [true, id]
        end
      end

      def move(cluster, id)
        name = Hosts.change { |data| data['clusters'][cluster] }
        return missing('cluster', cluster) if name.nil?

        Hosts.change_host(id) { |host| host.merge!('CLUSTER_ID' => cluster, 'CLUSTER' => name) }
        [true, cluster]
      end

      def create_machine(*)
        Hosts.change do |data|
          id = data['machines'].length.to_s
          data['machines'][id] = nil
          [true, id]
        end
      end

      def deploy(machine, id, *)
        place(machine, id)
      end

      def remove_machine(machine, *)
        place(machine, nil)
      end

      def place(machine, id)
        Hosts.change do |data|
          data['machines'][machine] = id
          data['hosts'].each_value do |host|
            here = data['machines'].select { |_, place| place == host['ID'] }.keys
            host['VMS'] = here.empty? ? {} : { 'ID' => here.length == 1 ? here.first : here }
            host['HOST_SHARE']['RUNNING_VMS'] = here.length.to_s
          end
        end
        [true, machine]
      end

      def missing(kind, id)
        [false, "Error getting #{kind} [#{id}]."]
      end
    end
  end
end
