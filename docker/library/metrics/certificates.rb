require 'openssl'

# When the certificate ends that clients are shown. Nothing without TLS.
class Certificates
  def initialize(file = ENV.fetch('OPENNEBULA_CERTIFICATE', nil))
    @file = file
  end

  def measure(exposition)
    return unless @file && File.file?(@file)

    certificate = OpenSSL::X509::Certificate.new(File.read(@file))
    exposition.gauge('certificate_expiry_timestamp_seconds', 'When the certificate of the front-end ends',
                     certificate.not_after.to_i)
  end
end
