// Stand-in for FireEdge: a login page that is only words.
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
server.on("upgrade", (_request, socket) => {
  socket.write(
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
  );
  socket.pipe(socket);
});
const [, host] =
  /^host: *'?([^'\n]+)'?$/m.exec(fs.readFileSync("/etc/one/fireedge-server.conf", "utf8")) ?? [];
server.listen(2616, host ?? "0.0.0.0");
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(0));
