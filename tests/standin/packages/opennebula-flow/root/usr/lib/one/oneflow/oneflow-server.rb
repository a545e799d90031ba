require '/usr/lib/one/standin/standin'

Standin.ends_on_sigterm
File.read("#{Standin::HOME}/.one/oneflow_auth")
conf = Standin.read_yaml('/etc/one/oneflow-server.conf')
Standin.log_to('oneflow.log')
Standin.serve(conf[:host], conf[:port]) { |_, _, _, host| Standin.sinatra(host) }
