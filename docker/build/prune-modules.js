// Deletes the modules that FireEdge's server never loads. Its browser side is bundled already, but the packages that
// it was bundled from come along. Usage: node prune-modules.js /usr/lib/one/fireedge
const fs = require("node:fs");
const path = require("node:path");
const { createRequire, isBuiltin } = require("node:module");

const root = process.argv[2];
const modules = path.join(root, "node_modules");
const server = path.join(root, "dist", "index.js");

function foldersOf(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).flatMap((name) => {
    if (name.startsWith(".")) return [];
    if (!name.startsWith("@")) return [path.join(folder, name)];
    return fs.readdirSync(path.join(folder, name)).map((part) => path.join(folder, name, part));
  });
}

// What the server's own files name; the first part of a path is the package.
function namedByServer() {
  const files = fs.readdirSync(path.dirname(server)).filter((name) => name.endsWith(".js"));
  const text = files.map((name) => fs.readFileSync(path.join(root, "dist", name), "utf8")).join();
  const names = [...text.matchAll(/(?:require|import)\(["']([^"'.][^"']*)["']\)/g)].map(
    (match) => match[1],
  );
  return [...new Set(names)]
    .filter((name) => !isBuiltin(name))
    .map(packageOf)
    .filter(present);
}

function packageOf(name) {
  return name.split("/", name.startsWith("@") ? 2 : 1).join("/");
}

function present(name) {
  return fs.existsSync(path.join(modules, name));
}

function needsOf(folder) {
  const file = path.join(folder, "package.json");
  const about = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
  const own = { ...about.dependencies, ...about.optionalDependencies, ...about.peerDependencies };
  const nested = foldersOf(path.join(folder, "node_modules")).flatMap(needsOf);
  return [...Object.keys(own), ...nested];
}

function closure(names) {
  const kept = new Set();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (kept.has(name) || !present(name)) continue;
    kept.add(name);
    waiting.push(...needsOf(path.join(modules, name)));
  }
  return kept;
}

// Binaries for other systems, and sources for compilers.
function pruneBinaries(folder) {
  const foreign = /^(darwin|win32|freebsd|android|openbsd|sunos)/;
  for (const name of ["prebuilds", "build"]) {
    for (const part of foldersOf(path.join(folder, name))) {
      if (foreign.test(path.basename(part))) fs.rmSync(part, { recursive: true });
    }
  }
}

if (fs.existsSync(modules) && fs.existsSync(server)) {
  const named = namedByServer();
  const kept = closure(named);
  for (const folder of foldersOf(modules)) {
    const name = path.relative(modules, folder);
    if (kept.has(name)) pruneBinaries(folder);
    else if (named.length > 0) fs.rmSync(folder, { recursive: true });
  }
  // What the server names must still load, or the image must not be.
  const load = createRequire(server);
  for (const name of named) load(name);
  console.log(`FireEdge's server needs ${kept.size} modules`);
}
