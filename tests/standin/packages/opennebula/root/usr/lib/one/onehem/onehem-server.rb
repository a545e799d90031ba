require '/usr/lib/one/standin/standin'

Standin.ends_on_sigterm
log = Standin.log_to('onehem.log')
ok, answer = Standin.call('one.user.info', 0)
log.puts(ok ? 'Hooks successfully loaded' : "Cannot get hook information: #{answer}")
sleep
