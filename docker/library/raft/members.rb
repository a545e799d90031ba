require_relative 'status'

# The members of the zone, by ordinal.
class Members
  attr_reader :own

  def initialize
    @set, _, own = ENV.fetch('OPENNEBULA_POD').rpartition('-')
    @own = own.to_i
    @headless = ENV.fetch('OPENNEBULA_HEADLESS')
    @number = Integer(ENV.fetch('OPENNEBULA_REPLICAS'))
  end

  attr_reader :set

  def others
    (0...@number).to_a - [@own]
  end

  def pod(ordinal)
    "#{@set}-#{ordinal}"
  end

  def host(ordinal)
    "#{pod(ordinal)}.#{@headless}"
  end

  # By ordinal, nil where nobody answers.
  def statuses
    others.map { |each| [each, Thread.new { Status.of(host(each)) }] }.to_h.transform_values(&:value)
  end

  # How many others it takes for a majority with one's own.
  def needed
    @number / 2
  end
end
