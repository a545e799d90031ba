import { docker, eventually, tryDocker } from "../support/docker";
import type { Pod } from "./pod";

// Says what it was asked, on its output, and answers with an object.
const server = `
require 'openssl'
require 'socket'
context = OpenSSL::SSL::SSLContext.new
context.cert = OpenSSL::X509::Certificate.new(File.read('/pod/account/ca.crt'))
context.key = OpenSSL::PKey.read(File.read('/pod/api-key'))
$stdout.sync = true
listener = OpenSSL::SSL::SSLServer.new(TCPServer.new('0.0.0.0', 443), context)
loop do
  client = listener.accept
  puts(line = client.gets)
  length = 0
  while (line = client.gets.chomp) != ''
    puts line
    length = line[/\\d+/].to_i if line.downcase.start_with?('content-length')
  end
  puts client.read(length)
  answer = '{"metadata":{"name":"one","namespace":"clouds","uid":"an-identity"}}'
  client.write("HTTP/1.1 200 OK\\r\\nContent-Length: #{answer.length}\\r\\nConnection: close\\r\\n\\r\\n#{answer}")
  client.close
rescue StandardError => e
  puts e.message
end
`;

const certificate = `
cd /pod/account
printf 'a-token' >token
printf 'clouds' >namespace
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=api -addext subjectAltName=DNS:kubernetes.default.svc \
  -keyout /pod/api-key -out ca.crt 2>/dev/null
chmod 0444 ca.crt token namespace
`;

/** The cluster's API server as the pod sees it: one that writes down what it is asked. */
export class ApiServer {
  private constructor(private readonly container: string) {}

  static async start(pod: Pod): Promise<ApiServer> {
    await pod.asRoot(certificate);
    const name = "echo 127.0.0.1 kubernetes.default.svc >>/etc/hosts";
    await docker(["exec", "--user", "0", pod.name, "sh", "-c", name]);
    const options = ["-d", "--user", "0", "--label", pod.name, "-v", `${pod.name}:/pod`];
    const ruby = ["--entrypoint", "/usr/bin/ruby", pod.image, "-e", server];
    const network = ["--network", `container:${pod.name}`];
    const id = (await docker(["run", ...options, ...network, ...ruby])).trim();
    await eventually("the API server listens", async () => {
      return (await tryDocker(["exec", id, "nc", "-z", "127.0.0.1", "443"])).code === 0;
    });
    return new ApiServer(id);
  }

  async asked(): Promise<string> {
    const { stdout, stderr } = await tryDocker(["logs", this.container]);
    return stdout + stderr;
  }
}
