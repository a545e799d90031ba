require 'base64'
require 'zlib'

# Writes the statements that settle the log of a database on its own: records that are in it and haven't been carried
# out, "INDEX SQL" a line on stdin with the SQL as oned keeps it.
$stdin.each_line do |line|
  index, kept = line.split(' ', 2)
  sql = Zlib::Inflate.inflate(Base64.decode64(kept)).force_encoding('UTF-8').strip.sub(/;\z/, '')
  puts 'SAVEPOINT record;', "#{sql};"
  puts "UPDATE logdb SET timestamp = strftime('%s', 'now'), applied = '1' WHERE log_index = #{Integer(index)};"
  puts 'RELEASE record;'
end
