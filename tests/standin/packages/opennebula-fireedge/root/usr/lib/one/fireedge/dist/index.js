// Stand-in for FireEdge: a login page that is only words.
const crypto = require("node:crypto");
const fs = require("node:fs");
const http = require("node:http");

fs.readFileSync("/var/lib/one/.one/sunstone_auth");
fs.readdirSync("/var/lib/one/remotes/etc/im");
fs.appendFileSync("/var/log/one/fireedge.log", "stand-in fireedge starts\n");
const server = http.createServer((request, response) => {
  const known = request.url.startsWith("/fireedge/sunstone");
  response.statusCode = known ? 200 : 302;
  if (!known) response.setHeader("Location", "/fireedge/sunstone");
  response.end("<title>OpenNebula stand-in</title>\n");
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
