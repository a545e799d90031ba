# Says what becomes of the open records of a member's log: "same" if the leader has them, "cut INDEX" if it may lose
# them from there on, "other" if the leader's database has to take the place of the member's, "later" if the leader isn't
# the newest one. On stdin: the member's, "INDEX TERM APPLIED" a line, an empty line, the leader's, "INDEX TERM" a line, of
# the same range. The argument is the leader's term.
term = Integer(ARGV.fetch(0))
own, theirs = $stdin.read.split("\n\n", 2).map { |part| part.scan(/.+/).map { |line| line.split.map(&:to_i) } }
kept = theirs.to_h

index, written, applied = own.find { |record| kept[record[0]] != record[1] }
puts(
  if index.nil? then 'same'
  elsif written > term then 'later'
  # What was written in an earlier term, and isn't with a leader, was never settled. Of the leader's own term there is
  # nothing that it hasn't, unless it has purged it.
  elsif applied.zero? && written < term then "cut #{index}"
  else 'other'
  end
)
