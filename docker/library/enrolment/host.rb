require 'time'

# A host as OpenNebula knows it.
class Host
  # Whose host it is stands in its template, so that a host made by hand is never taken away.
  MARK = 'opennebula-kubernetes'.freeze
  STATES = %w[init update on err dsbl retry init dsbl off].freeze

  attr_reader :id, :name, :cluster, :im_driver, :vm_driver

  def initialize(element)
    @id, @name = Integer(element.fetch('ID')), element.fetch('NAME')
    @cluster, @im_driver, @vm_driver = element.values_at('CLUSTER', 'IM_MAD', 'VM_MAD')
    @state = STATES.fetch(Integer(element.fetch('STATE')))
    @element = element
  end

  # As `onehost list` writes it.
  attr_reader :state

  def marked?
    template['MANAGED_BY'] == MARK
  end

  def monitored?
    %w[on update].include?(state)
  end

  def failed?
    %w[err retry].include?(state)
  end

  def offline?
    state == 'off'
  end

  # Taken out of service by somebody, who will take it back.
  def out_of_service?
    %w[dsbl off].include?(state)
  end

  def disabled?
    state == 'dsbl'
  end

  # Numbers of the virtual machines on it. One is a text and several are a list, in OpenNebula's JSON.
  def machines
    Array(branch('VMS')['ID']).map { |id| Integer(id) }.sort
  end

  # OpenNebula's own words, without the beginning that is always the same; nil where it has none.
  def error
    text = template['ERROR'].to_s.sub(/\A.*?Error monitoring Host .*? \(\d+\):/m, '').strip
    text.empty? ? nil : text
  end

  # Only a host that was asked for by itself (`onehost show`) knows.
  def last_monitored
    seconds = branch('MONITORING')['TIMESTAMP']
    seconds && Time.at(Integer(seconds)).utc.iso8601
  end

  private

  def template
    branch('TEMPLATE')
  end

  def branch(name)
    found = @element[name]
    found.is_a?(Hash) ? found : {}
  end
end
