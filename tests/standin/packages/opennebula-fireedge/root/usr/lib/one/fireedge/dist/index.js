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
server.listen(2616, "0.0.0.0");
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(0));
