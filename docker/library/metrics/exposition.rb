# Measurements in the text format that Prometheus reads.
class Exposition
  # These labels stand at each measurement.
  def initialize(**common)
    @common = common
    @families = {}
  end

  # One value of a gauge; those of one name may differ in their labels. What isn't a number isn't known, and left out.
  def gauge(name, help, value, **labels)
    return if value.nil?

    family = (@families["opennebula_#{name}"] ||= { help: help, lines: [] })
    family[:lines] << "#{named(name, labels)} #{value}"
  end

  def to_s
    @families.map { |name, family| ["# HELP #{name} #{family[:help]}", "# TYPE #{name} gauge", *family[:lines]] }
             .flatten.map { |line| "#{line}\n" }.join
  end

  private

  def named(name, labels)
    pairs = @common.merge(labels).map { |key, value| "#{key}=\"#{escape(value)}\"" }
    "opennebula_#{name}{#{pairs.join(',')}}"
  end

  def escape(value)
    value.to_s.gsub(/[\\"\n]/, '\\' => '\\\\', '"' => '\\"', "\n" => '\\n')
  end
end
