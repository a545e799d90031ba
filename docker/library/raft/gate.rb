require 'net/http'
require 'webrick'
require_relative 'status'

# Stands before the oned of a member, where the others come in. oned takes records from whoever says that it leads in the
# present term, and carries out what its log has up to the number that a leader calls settled, whosever records these are.
# A former leader that learns of another term may say the first while it steps down: then the new leader gives up what it
# has acknowledged. And a former leader's log has a record of its own where the zone's log has another one. So whoever is
# new as a leader is asked whether it is one, and nothing is settled before it is known to be the leader's.
class Gate
  # Seconds for a call that a follower hands on to the leader.
  PATIENCE = 3600
  MOST = 500
  # The numbers come before the record, which may be long.
  HEAD = 4096
  REPLICATE = '<methodName>one.zone.replicate</methodName>'.freeze
  NUMBER = %r{<(?:int|i4|i8|ex:i8)>(-?\d+)</}

  def initialize(members)
    @members = members
    @turn = Mutex.new
    # By term: who leads, and up to where the log is the leader's.
    @leaders = {}
    @common = Hash.new(0)
  end

  def serve(port)
    log = WEBrick::Log.new($stderr, WEBrick::Log::WARN)
    server = WEBrick::HTTPServer.new(Port: port, BindAddress: nil, MaxClients: MOST, AccessLog: [], Logger: log)
    server.mount_proc('/RPC2') { |request, response| answer(request, response) }
    server.start
  end

  # The call as oned is to have it; nil if it is to have none.
  def admit(body)
    return body unless body[0, HEAD].include?(REPLICATE)

    leader, settled, term, *record = numbers(body)
    return unless leads?(leader, term)
    return body unless record.first(4).all?(&:zero?)

    compare(leader, term) if settled > common(term)
    settled > common(term) ? settle(body, common(term)) : body
  end

  # What oned has said to a record that it was given.
  def heed(body, said)
    return unless body[0, HEAD].include?(REPLICATE) && said[/<boolean>(\d)/, 1] == '1'

    _, _, term, index = numbers(body)
    learn(term, index)
  end

  private

  def answer(request, response)
    request.continue
    response.keep_alive = false
    # Whoever is refused, or finds no oned, comes again.
    response.status = 503
    body = admit(request.body.to_s) || return
    told = hand_on(body)
    heed(body, told.body)
    response.status = told.code.to_i
    response.content_type = told['Content-Type']
    response.body = told.body
  rescue SystemCallError, IOError, Timeout::Error, Net::HTTPBadResponse
    nil
  end

  def hand_on(body)
    Net::HTTP.start('127.0.0.1', Status::PORT, open_timeout: 1, read_timeout: PATIENCE) do |http|
      http.post('/RPC2', body, 'Content-Type' => 'text/xml')
    end
  end

  # Leader, index up to which all is settled, term; index, term, index before and its term of a record, zeros without one.
  def numbers(body)
    body[0, HEAD].scan(NUMBER).flatten.map(&:to_i)
  end

  # A term has one leader.
  def leads?(leader, term)
    known = @turn.synchronize { @leaders[term] }
    return known == leader if known

    status = Status.of(@members.host(leader))
    return false unless status&.leads? && status.term == term

    @turn.synchronize do
      @leaders = @leaders.merge(term => leader).max_by(10, &:first).to_h
      @common.keep_if { |each, _| @leaders.key?(each) }
    end
    true
  end

  # Logs whose last records have one index and one term are alike.
  def compare(leader, term)
    theirs = Status.of(@members.host(leader))
    own = Status.of('127.0.0.1')
    return if theirs.nil? || own.nil? || theirs.term != term

    learn(term, own.index) if [theirs.index, theirs.last_term] == [own.index, own.last_term]
  end

  def common(term)
    @turn.synchronize { @common[term] }
  end

  def learn(term, index)
    @turn.synchronize { @common[term] = [@common[term], index].max }
  end

  # The second number is the one of the last settled record.
  def settle(body, index)
    place = 0
    body.sub(/\A.{0,#{HEAD}}/m) do |head|
      head.gsub(NUMBER) { |found| (place += 1) == 2 ? found.sub(/-?\d+(?=<)/, index.to_s) : found }
    end
  end
end
