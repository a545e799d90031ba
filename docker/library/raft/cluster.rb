require 'json'
require 'net/http'

# The pods' labels, the StatefulSet and the ConfigMap of this front-end, with the pod's own service account.
class Cluster
  ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount'.freeze
  LABEL = 'opennebula-kubernetes/leader'.freeze
  MERGE = 'application/merge-patch+json'.freeze

  class Refused < StandardError; end

  def initialize(set)
    @set = set
    @namespace = File.read("#{ACCOUNT}/namespace").strip
  end

  # Nil where there is no such pod.
  def pod(name)
    ask(Net::HTTP::Get, "/api/v1/namespaces/#{@namespace}/pods/#{name}")
  end

  def label(name, leads)
    labels = { LABEL => leads ? 'true' : nil }
    ask(Net::HTTP::Patch, "/api/v1/namespaces/#{@namespace}/pods/#{name}", { metadata: { labels: labels } })
  end

  def labelled?(name)
    !pod(name)&.dig('metadata', 'labels', LABEL).nil?
  end

  # The oned of a pod runs no more; of one on a node that is lost, nobody knows.
  def gone?(name)
    found = pod(name)
    return true if found.nil?

    oned = (found.dig('status', 'containerStatuses') || []).find { |each| each['name'] == 'oned' }
    !found.dig('metadata', 'deletionTimestamp').nil? && !oned&.dig('state', 'terminated').nil?
  end

  def replicas
    ask(Net::HTTP::Get, "/apis/apps/v1/namespaces/#{@namespace}/statefulsets/#{@set}")&.dig('spec', 'replicas')
  end

  def record
    ask(Net::HTTP::Get, record_path)&.fetch('data', nil) || {}
  end

  def write_record(data)
    ask(Net::HTTP::Patch, record_path, { data: data })
  end

  # A warning in the events of a pod. It only tells, so that nothing depends on whether it arrives.
  def event(name, reason, message)
    found = pod(name) || return
    about = { apiVersion: 'v1', kind: 'Pod' }.merge(found['metadata'].slice('name', 'namespace', 'uid'))
    now = Time.now.utc.strftime('%FT%TZ')
    said = { metadata: { generateName: "#{name}-raft-" }, involvedObject: about, type: 'Warning', reason: reason,
             message: message, source: { component: 'opennebula-raft' }, firstTimestamp: now, lastTimestamp: now, count: 1 }
    ask(Net::HTTP::Post, "/api/v1/namespaces/#{@namespace}/events", said, 'application/json')
  rescue Refused => e
    warn "raft: an event can't be written: #{e.message}"
  end

  private

  def record_path
    "/api/v1/namespaces/#{@namespace}/configmaps/#{ENV.fetch('OPENNEBULA_RAFT_CONFIGMAP')}"
  end

  def ask(kind, path, body = nil, type = MERGE)
    request = kind.new(path, 'Authorization' => "Bearer #{File.read("#{ACCOUNT}/token").strip}")
    request['Content-Type'] = type if body
    request.body = JSON.generate(body) if body
    answer = connection { |http| http.request(request) }
    return if answer.is_a?(Net::HTTPNotFound)
    raise Refused, "#{request.method} #{path}: #{answer.code} #{answer.body}" unless answer.is_a?(Net::HTTPSuccess)

    JSON.parse(answer.body)
  rescue SystemCallError, SocketError, Timeout::Error, IOError, OpenSSL::SSL::SSLError => e
    raise Refused, "#{request.method} #{path}: #{e.message}"
  end

  def connection(&)
    Net::HTTP.start('kubernetes.default.svc', 443, use_ssl: true, ca_file: "#{ACCOUNT}/ca.crt",
                                                   open_timeout: 3, read_timeout: 5, &)
  end
end
