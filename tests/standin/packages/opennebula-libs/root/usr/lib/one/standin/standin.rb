# What the stand-in daemons and commands share: oned's configuration syntax, a small HTTP server, XML-RPC calls.
require 'json'
require 'net/http'
require 'socket'
require 'yaml'

module Standin
  HOME = '/var/lib/one'.freeze

  # KEY = value and KEY = [ SUB = value, ... ], comments left out.
  def self.read_oned_syntax(file)
    text = File.read(file).gsub(/^\s*#.*$/, '')
    found = {}
    text.scan(/^\s*(\w+)\s*=\s*(\[[^\]]*\]|"[^"]*"|[^\s#\[]+)/m) do |key, value|
      found[key.upcase] = value.start_with?('[') ? block(value) : unquote(value)
    end
    found
  end

  def self.block(text)
    text.scan(/(\w+)\s*=\s*("[^"]*"|[^\s,\]]+)/).to_h { |key, value| [key.upcase, unquote(value)] }
  end

  def self.unquote(value)
    value.delete_prefix('"').delete_suffix('"')
  end

  def self.read_yaml(file)
    YAML.load(File.read(file), permitted_classes: [Symbol])
  rescue ArgumentError
    YAML.load(File.read(file))
  end

  # As Sinatra 4.1 and newer: names are permitted in production only, addresses always; nobody is logged in.
  def self.sinatra(host)
    name = host.sub(/:\d+\z/, '')
    address = name.match?(/\A([\d.]+|\[.*\]|localhost|.*\.localhost|.*\.test)\z/)
    production = (ENV['APP_ENV'] || ENV['RACK_ENV']) == 'production'
    address || production ? ['401 Unauthorized', ''] : ['403 Forbidden', 'Host not permitted']
  end

  # Answers each request with what the block returns for method, path, body and host: [status, body].
  def self.serve(host, port)
    server = TCPServer.new(host, port)
    loop do
      Thread.new(server.accept) do |client|
        status, answer = yield(*read_request(client))
        client.write("HTTP/1.1 #{status}\r\nContent-Length: #{answer.bytesize}\r\nConnection: close\r\n\r\n#{answer}")
      rescue StandardError
        nil
      ensure
        client.close
      end
    end
  end

  def self.read_request(client)
    method, path = client.gets.to_s.split
    headers = {}
    while (line = client.gets) && line != "\r\n"
      key, value = line.split(':', 2)
      headers[key.downcase] = value.strip
    end
    [method, path, client.read(headers['content-length'].to_i), headers['host'].to_s]
  end

  def self.ends_on_sigterm
    %w[TERM INT].each { |signal| trap(signal) { exit(0) } }
  end

  def self.log_to(name)
    log = File.open("/var/log/one/#{name}", File::WRONLY | File::APPEND | File::CREAT)
    log.sync = true
    log.puts("#{Time.now.utc} stand-in #{name} starts")
    log
  end

  # As OpenNebula does it: the file is opened for each line, and may be emptied in between.
  def self.log_line(name, text)
    File.write("/var/log/one/#{name}", "#{Time.now.utc.ctime} #{text}\n", mode: 'a')
  end

  # A call as oneadmin: [whether it went well, text]
  def self.call(method, *params)
    auth = File.read(ENV['ONE_AUTH'] || "#{HOME}/.one/one_auth").chomp
    values = [auth, *params].map { |value| "<param><value>#{xml(value)}</value></param>" }.join
    body = "<?xml version=\"1.0\"?><methodCall><methodName>#{method}</methodName><params>#{values}</params></methodCall>"
    endpoint = URI(ENV['ONE_XMLRPC'] || 'http://localhost:2633/RPC2')
    answer = Net::HTTP.post(endpoint, body, 'Content-Type' => 'text/xml').body.force_encoding(Encoding::UTF_8)
    [answer.include?('<boolean>1</boolean>'), unescape(answer[%r{<string>(.*?)</string>}m, 1].to_s)]
  end

  def self.xml(value)
    value.is_a?(Integer) ? "<i4>#{value}</i4>" : "<string>#{escape(value.to_s)}</string>"
  end

  def self.escape(text)
    text.gsub('&', '&amp;').gsub('<', '&lt;').gsub('>', '&gt;')
  end

  def self.unescape(text)
    text.gsub('&gt;', '>').gsub('&lt;', '<').gsub('&amp;', '&')
  end
end
