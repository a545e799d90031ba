# What the stand-in's commands share: options, names for numbers, and OpenNebula's forms of output.
require 'optparse'
require '/usr/lib/one/standin/standin'

module Standin
  module Command
    def self.options(arguments, *known)
      found = {}
      parser = OptionParser.new
      known.each { |words| parser.on(*words) { |value| found[words.last[/\w+/].to_sym] = value } }
      [parser.parse(arguments), found]
    end

    def self.ask(method, *params)
      good, text = Standin.call(method, *params)
      good ? text : give_up(text)
    end

    def self.give_up(text)
      warn text
      exit(255)
    end

    def self.pool(kind)
      JSON.parse(ask("standin.#{kind}pool"))
    end

    # The number of what is given by its name or number.
    def self.id(kind, given)
      found = pool(kind).find { |each| each.values_at('ID', 'NAME').include?(given) }
      found ? found['ID'].to_i : give_up("#{kind.upcase} named #{given} not found.")
    end

    def self.ids(kind, given)
      given.split(',').map { |each| id(kind, each) }
    end

    def self.print_pool(kind, elements, options)
      one_or_list = elements.length == 1 ? elements.first : elements
      tree = { "#{kind.upcase}_POOL" => elements.empty? ? {} : { kind.upcase => one_or_list } }
      return print_tree(tree, options) if options[:json] || options[:xml]

      elements.each { |each| puts each.values_at('ID', 'NAME', 'CLUSTER', 'STATE').join(' ') }
    end

    def self.print_tree(tree, options)
      puts options[:json] ? JSON.pretty_generate(tree) : xml(tree)
    end

    def self.xml(tree)
      return Standin.escape(tree.to_s) unless tree.is_a?(Hash)

      tree.map { |key, value| [value].flatten.map { |each| "<#{key}>#{xml(each)}</#{key}>" }.join }.join
    end
  end
end
