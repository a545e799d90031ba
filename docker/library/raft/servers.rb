require 'rexml/document'

# Says what makes the servers of a zone, in XML on stdin, those that the arguments name as NAME=ENDPOINT, in this order:
# lines of "del NUMBER" and "add PLACE", none if they are. A number follows the last one, so one that is wrong moves all.
members = ARGV.each_with_index.map { |member, place| [place, *member.split('=', 2)] }
servers = REXML::Document.new($stdin.read).root.elements.to_a('SERVER_POOL/SERVER').map do |server|
  [server.elements['ID'].text.to_i, server.elements['NAME'].text, server.elements['ENDPOINT'].text]
end.sort

kept = servers == members.first(servers.size) ? servers.size : 0
servers.drop(kept).reverse.each { |number, *| puts "del #{number}" }
members.drop(kept).each { |place, *| puts "add #{place}" }
