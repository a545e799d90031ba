require_relative 'backups'
require_relative 'certificates'
require_relative 'datastores'
require_relative 'exposition'
require_relative 'hosts'
require_relative 'machines'
require_relative 'oned'
require_relative 'zone'

# Everything that is measured at one scrape. oned that doesn't answer is a measurement too.
class Exporter
  def initialize(oned, front_end:, others: [Backups.new, Certificates.new])
    @oned, @front_end, @others = oned, front_end, others
    @parts = [Hosts, Machines, Datastores, Zone].map { |part| part.new(oned) }
    @turn = Mutex.new
  end

  # Two scrapes at once would ask oned twice for the same.
  def scrape
    @turn.synchronize do
      exposition = Exposition.new(front_end: @front_end)
      answers = asked { @oned.call('one.system.version') }
      exposition.gauge('oned_up', 'Whether oned answers', answers ? 1 : 0)
      [*(answers ? @parts : []), *@others].each { |part| asked { part.measure(exposition) } }
      times(exposition)
      exposition.to_s
    end
  end

  private

  # What can't be had is missing, and hides nothing else.
  def asked
    yield
    true
  rescue Oned::Silent, JSON::ParserError, OpenSSL::X509::CertificateError, ArgumentError => e
    warn "a measurement is missing: #{e.message}"
    false
  end

  def times(exposition)
    @oned.seconds.each do |method, seconds|
      exposition.gauge('api_seconds', 'How long oned took for its last answer', seconds.round(6), method: method)
    end
  end
end
