require 'json'
require_relative 'problem'

# A hypervisor as it was declared.
class Hypervisor
  # Both go into ssh's configuration and onto command lines.
  NAME = /\A[A-Za-z0-9][A-Za-z0-9._-]{1,62}\z/.freeze
  ADDRESS = /\A[A-Za-z0-9][A-Za-z0-9._:-]*\z/.freeze

  attr_reader :name, :address, :im_driver, :vm_driver, :cluster, :host_key

  def initialize(given)
    @name, @address = given.values_at('name', 'address')
    raise Problem, "'#{@name}' isn't a host name" unless NAME.match?(@name.to_s)
    raise Problem, "#{@name}: '#{@address}' isn't an address" unless @address.nil? || ADDRESS.match?(@address)

    @im_driver, @vm_driver, @cluster = %w[imDriver vmDriver cluster].map { |key| given.fetch(key) }
    # Without the comment that may follow.
    @host_key = given['sshHostKey']&.split&.first(2)&.join(' ')
  end

  # What ssh dials.
  def dialled
    address || name
  end
end

# An address and a port that hypervisors must reach; an empty address is one that OpenNebula finds by itself.
Endpoint = Struct.new(:address, :port) do
  def known?
    !address.empty?
  end
end

# What is to be brought about, as the component wrote it.
class Plan
  attr_reader :hypervisors, :timeout, :monitor, :hostname, :onegate, :further_ssh_keys, :further_host_keys

  def self.read(text)
    new(JSON.parse(text))
  rescue JSON::ParserError, KeyError => e
    raise Problem, "the plan on stdin can't be read: #{e.message}"
  end

  def initialize(given)
    @manage, @timeout = given.fetch('manage'), given.fetch('timeoutSeconds')
    @warn_only = given.fetch('onFailure') == 'warn'
    @preflight = given.fetch('preflight')
    @hypervisors = given.fetch('hosts').map { |host| Hypervisor.new(host) }
    @monitor = endpoint(given.fetch('monitor'))
    @onegate = endpoint(given.fetch('onegate'))
    @hostname = Endpoint.new(given['hostname'].to_s, 22)
    @further_ssh_keys, @further_host_keys = given.fetch('furtherKeys').fetch_values('ssh', 'host')
  end

  # Without a list of hypervisors, OpenNebula's hosts are somebody else's.
  def manage?
    @manage
  end

  def preflight?
    @preflight && manage?
  end

  # Whether hosts that fail are told of and nothing more.
  def warn_only?
    @warn_only
  end

  private

  def endpoint(given)
    Endpoint.new(given['address'].to_s, Integer(given.fetch('port')))
  end
end
