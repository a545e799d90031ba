// Stand-in for FireEdge: a login page that is only words.
const crypto = require("node:crypto");
const fs = require("node:fs");
const http = require("node:http");
const { setTimeout } = require("node:timers");
const { URL } = require("node:url");

fs.readFileSync("/var/lib/one/.one/sunstone_auth");
fs.readdirSync("/var/lib/one/remotes/etc/im");
fs.appendFileSync("/var/log/one/fireedge.log", "stand-in fireedge starts\n");
// It takes uploads and counts them, and is as slow as it's asked to be: /fireedge/sunstone?seconds=70.
const server = http.createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://stand-in");
  const known = pathname.startsWith("/fireedge/sunstone");
  response.statusCode = known ? 200 : 302;
  if (!known) response.setHeader("Location", "/fireedge/sunstone");
  const answer = (bytes) => response.end(`<title>OpenNebula stand-in</title>\n${bytes} bytes\n`);
  let bytes = 0;
  request.on("data", ({ length }) => (bytes += length));
  request.on("end", () => setTimeout(answer, Number(searchParams.get("seconds")) * 1000, bytes));
});
// An echo, in the place of consoles.
server.on("upgrade", ({ headers }, socket) => {
  // As RFC 6455 has it.
  const accepted = `${headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const digest = crypto.createHash("sha1").update(accepted).digest("base64");
  const lines = [
    ...["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"],
    ...[`Sec-WebSocket-Accept: ${digest}`, "", ""],
  ];
  socket.write(lines.join("\r\n"));
  socket.pipe(socket);
});
const [, host] =
  /^host: *'?([^'\n]+)'?$/m.exec(fs.readFileSync("/etc/one/fireedge-server.conf", "utf8")) ?? [];
server.listen(2616, host ?? "0.0.0.0");
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(0));
