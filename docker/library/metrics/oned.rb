require 'net/http'
require 'nokogiri'

# Asks oned by XML-RPC, as oneadmin, and keeps how long each answer took.
class Oned
  # Why there is no answer.
  class Silent < StandardError; end

  # Seconds by the method that was called.
  attr_reader :seconds

  def initialize(port:, home: ENV.fetch('HOME'), timeout: 10)
    @port, @home, @timeout = port, home, timeout
    @seconds = {}
  end

  # The document that a method answers with; a text or a number if it isn't one.
  def call(method, *values)
    started = now
    fields = Nokogiri::XML(post(request(method, values)), &:huge).xpath('//array/data/value')
    @seconds[method] = now - started
    raise Silent, "#{method}: #{fields[1]&.text || 'an answer that is none'}" unless fields[0]&.text&.strip == '1'

    fields[1].text
  end

  def document(method, *values)
    Nokogiri::XML(call(method, *values), &:huge)
  end

  private

  def now
    Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end

  def post(body)
    answer = Net::HTTP.start('127.0.0.1', @port, open_timeout: @timeout, read_timeout: @timeout) do |http|
      http.post('/RPC2', body, 'Content-Type' => 'text/xml')
    end
    answer.body
  rescue SystemCallError, Timeout::Error, IOError, Net::ProtocolError => e
    raise Silent, e.message
  end

  # The password may have changed since the last call.
  def request(method, values)
    auth = File.read("#{@home}/.one/one_auth").chomp
    Nokogiri::XML::Builder.new do |xml|
      xml.methodCall do
        xml.methodName method
        xml.params do
          [auth, *values].each { |value| xml.param { xml.value { typed(xml, value) } } }
        end
      end
    end.to_xml
  rescue SystemCallError => e
    raise Silent, e.message
  end

  def typed(xml, value)
    case value
    when Integer then xml.i4 value
    when true, false then xml.boolean(value ? 1 : 0)
    else xml.string value
    end
  end
end
