require '/usr/lib/one/standin/standin'

Standin.ends_on_sigterm
File.read("#{Standin::HOME}/.one/oneflow_auth")
conf = Standin.read_yaml('/etc/one/oneflow-server.conf')
core_auth = conf.fetch(:core_auth, 'cipher')
raise "there is no core_auth #{core_auth}" unless %w[cipher x509].include?(core_auth)

Standin.log_to('oneflow.log')
Standin.serve(conf[:host], conf[:port]) { |_, _, _, host| Standin.sinatra(host) }
