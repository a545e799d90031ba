# The stand-in's zone: its servers, and which of them leads. No record is shipped: what all have, they had when they came.
require 'net/http'
require '/usr/lib/one/standin/standin'

module Standin
  # As the database keeps it.
  class Zone
    METHODS = %w[one.zone.info one.zone.addserver one.zone.delserver one.zone.raftstatus].freeze
    SOLO = 0
    CANDIDATE = 1
    FOLLOWER = 2
    LEADER = 3

    def initialize(id, timeout, sql)
      @id = id
      @timeout = timeout / 1000.0
      @sql = sql
      @state = alone? ? SOLO : FOLLOWER
      @term = 0
      @heard = now
    end

    def start
      Thread.new { loop { choose && sleep(0.3) } } unless alone?
    end

    def handle(method, params)
      case method
      when 'one.zone.raftstatus' then [true, status]
      when 'one.zone.info' then [true, body]
      when 'one.zone.addserver' then [true, add(*params[1, 2])]
      when 'one.zone.delserver' then [true, write(servers.reject { |id, *| id == params[1].to_i })]
      end
    end

    private

    def alone?
      @id.negative?
    end

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end

    def body
      text = @sql.call('SELECT body FROM zone_pool WHERE oid = 0;')
      text.empty? ? '<ZONE><ID>0</ID><SERVER_POOL></SERVER_POOL></ZONE>' : text
    end

    def servers
      body.scan(%r{<SERVER><ENDPOINT>(.*?)</ENDPOINT><ID>(\d+)</ID><NAME>(.*?)</NAME></SERVER>})
          .map { |endpoint, id, name| [id.to_i, name, endpoint] }
    end

    def add(name, endpoint)
      id = (servers.map(&:first).max || -1) + 1
      write(servers + [[id, name, endpoint]])
      id.to_s
    end

    def write(servers)
      text = servers.map { |id, name, endpoint| "<SERVER><ENDPOINT>#{endpoint}</ENDPOINT><ID>#{id}</ID><NAME>#{name}</NAME></SERVER>" }
      @sql.call("INSERT OR REPLACE INTO zone_pool VALUES
                 (0, '<ZONE><ID>0</ID><SERVER_POOL>#{text.join}</SERVER_POOL></ZONE>');")
      '0'
    end

    def status
      "<RAFT><SERVER_ID>#{@id}</SERVER_ID><STATE>#{@state}</STATE><TERM>#{@term}</TERM><COMMIT>1</COMMIT>" \
        "<LOG_INDEX>#{alone? ? -1 : 1}</LOG_INDEX><LOG_TERM>#{alone? ? -1 : 0}</LOG_TERM></RAFT>"
    end

    # The lowest of those that answer leads when the time-out is over without a leader, if they are a majority.
    def choose
      others = servers.reject { |id, *| id == @id }
      found = others.map { |id, _, endpoint| Thread.new { ask(id, endpoint) } }.map(&:value).compact
      found.each { |other| follow(other[:term]) if other[:state] == LEADER && other[:term] > @term }
      return @state = CANDIDATE if (found.length + 1) * 2 <= others.length + 1
      return if @state == LEADER

      @state = FOLLOWER
      @heard = now if found.any? { |other| other[:state] == LEADER }
      lead(found) if now - @heard > @timeout && found.all? { |other| other[:id] > @id }
      true
    end

    def follow(term)
      @term = term
      @state = FOLLOWER
      @heard = now
    end

    def lead(found)
      @term = [@term, *found.map { |other| other[:term] }].max + 1
      @state = LEADER
    end

    def ask(id, endpoint)
      uri = URI(endpoint)
      auth = Standin.escape(File.read("#{HOME}/.one/one_auth").chomp)
      call = '<?xml version="1.0"?><methodCall><methodName>one.zone.raftstatus</methodName><params>' \
             "<param><value><string>#{auth}</string></value></param></params></methodCall>"
      text = Net::HTTP.start(uri.host, uri.port, open_timeout: 0.5, read_timeout: 1) { |http| http.post('/RPC2', call).body }
      state, term = %w[STATE TERM].map { |name| text[/&lt;#{name}&gt;(\d+)/, 1]&.to_i }
      { id: id, state: state, term: term } if term
    rescue StandardError
      nil
    end
  end
end
