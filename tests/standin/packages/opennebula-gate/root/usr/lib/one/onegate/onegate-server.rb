require '/usr/lib/one/standin/standin'

Standin.ends_on_sigterm
File.read("#{Standin::HOME}/.one/onegate_auth")
server = Standin.read_yaml('/etc/one/onegate-server.conf').fetch(:server)
Standin.log_to('onegate.log')
Standin.serve(server[:bind], server[:port]) { |_, _, _, host| Standin.sinatra(host) }
