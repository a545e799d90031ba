require 'digest'
require 'rexml/document'

# Gives oneadmin or serveradmin another password, in its record of the database: hexadecimal digits on stdin, and two files
# with "<name>:<password>", the declared password and the kept one, and OpenNebula's own driver for that user. Prints the
# record as it is to be, "neither" if the kept password isn't that of the record, or "foreign" if a driver of the user's own
# knows the password.

def digest(file)
  password = File.exist?(file) ? File.read(file).lines.first.to_s.chomp.split(':', 2).last : nil
  password && Digest::SHA256.hexdigest(password)
end

declared, kept = ARGV.first(2).map { |file| digest(file) }
document = REXML::Document.new([$stdin.read.strip].pack('H*').force_encoding('UTF-8'))
user = document.root
password = user.elements['PASSWORD']

if user.elements['AUTH_DRIVER'].text != ARGV.last
  puts 'foreign'
elsif password.text != kept
  puts 'neither'
else
  cdata = password.cdatas.any?
  password.children.each(&:remove)
  password.add(cdata ? REXML::CData.new(declared) : REXML::Text.new(declared))
  # They were given to whoever had the old password.
  user.delete_element('LOGIN_TOKEN') while user.elements['LOGIN_TOKEN']
  puts document.to_s.unpack1('H*')
end
