# This server's part in its zone. One that is alone has none.
class Zone
  SOLO, _CANDIDATE, _FOLLOWER, LEADER = *0..3

  # By this the role raft says that the database of this member isn't the zone's.
  DIVERGED = '/run/one/raft/diverged'.freeze

  def initialize(oned)
    @oned = oned
  end

  def measure(exposition)
    raft = @oned.document('one.zone.raftstatus').at_xpath('/RAFT')
    state = raft&.at_xpath('STATE')&.text.to_i
    return if state == SOLO

    exposition.gauge('ha_is_leader', 'Whether this server leads its zone', state == LEADER ? 1 : 0)
    exposition.gauge('ha_term', 'Number of the election that is in force', raft.at_xpath('TERM')&.text)
    exposition.gauge('ha_log_index', 'Number of the last record', raft.at_xpath('LOG_INDEX')&.text)
    exposition.gauge('ha_diverged', 'Whether the database of this server differs from the zone', File.exist?(DIVERGED) ? 1 : 0)
    exposition.gauge('ha_members', 'Servers of the zone', members)
  end

  private

  def members
    @oned.document('one.zone.info', 0).xpath('/ZONE/SERVER_POOL/SERVER').size
  end
end
