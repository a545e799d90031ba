# A way that packets must take between front-end and a hypervisor, and what became of an attempt.
class Path
  MEANS = { 'tcp' => 'TCP', 'message' => 'TCP', 'udp' => 'UDP', 'large' => '60 kB UDP' }.freeze

  # Whose path it is: a hypervisor's name, or the front-end's to itself.
  attr_reader :hypervisor, :target, :token
  attr_accessor :outcome

  # A token is the mark of what is sent without an answer.
  def initialize(hypervisor, from, means, target, token = nil)
    @hypervisor, @from, @means, @target, @token = hypervisor, from, means, target, token
  end

  # For the script that tries it: one word each, and a dash for what isn't there.
  def words
    [@means, @target.known? ? @target.address : '-', @target.port, @token || '-'].map(&:to_s)
  end

  def to_s
    address = @target.known? ? @target.address : 'front-end'
    @means == 'name' ? "#{@from} resolves #{address}" : "#{@from} -> #{address} #{MEANS.fetch(@means)} #{@target.port}"
  end

  def broken?
    outcome.start_with?('BROKEN')
  end

  def reason
    outcome.delete_prefix('BROKEN: ')
  end
end
