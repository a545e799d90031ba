# What ends an enrolment with a sentence instead of a trace.
class Problem < StandardError; end
