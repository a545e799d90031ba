require 'net/http'

# What the oned of a member says of its part in the zone.
Status = Struct.new(:state, :term, :index, :commit, :last_term) do
  def leads?
    state == 3
  end

  def follows?
    state == 2
  end

  # Nil without an answer.
  def self.of(host)
    body = Net::HTTP.start(host, Status::PORT, open_timeout: 1, read_timeout: 1) do |http|
      http.post('/RPC2', call, 'Content-Type' => 'text/xml').body
    end
    fields = %w[STATE TERM LOG_INDEX COMMIT LOG_TERM].map { |name| body[/&lt;#{name}&gt;(-?\d+)&lt;/, 1] }
    new(*fields.map(&:to_i)) unless fields.any?(&:nil?)
  rescue SystemCallError, SocketError, Timeout::Error, IOError, Net::HTTPBadResponse
    nil
  end

  def self.call
    auth = File.read("#{ENV.fetch('HOME')}/.one/one_auth").chomp
    escaped = auth.gsub(/[&<>]/, '&' => '&amp;', '<' => '&lt;', '>' => '&gt;')
    '<?xml version="1.0"?><methodCall><methodName>one.zone.raftstatus</methodName><params>' \
      "<param><value><string>#{escaped}</string></value></param></params></methodCall>"
  end
end

# Where each oned listens.
Status::PORT = 2633
