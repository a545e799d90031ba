import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import { promisify } from "node:util";

const standins = join(__dirname, "..", "standin");
const standinVersion = "7.4.0";
// The same port each time, because the address is a build argument: another one would throw the build cache away.
const usualPort = 28099;

export interface Repository {
  /** What the build argument OPENNEBULA_REPOSITORY takes. */
  readonly url: string;
  readonly keyUrl: string;
  readonly version: string;
  /** Whether these are our stand-ins, not OpenNebula's packages. */
  readonly standin: boolean;
  readonly stop: () => Promise<void>;
}

/** Where the stand-ins are served that a run of several processes shares. */
const sharedVariable = "OPENNEBULA_TEST_STANDINS";

/** The repository that the environment names, or one of stand-in packages, built and served here unless it is shared. */
export async function startRepository(): Promise<Repository> {
  return namedRepository() ?? sharedStandins() ?? serveStandins();
}

/** Serves the stand-ins for every process that begins from now on: one address means one build of each image. */
export async function shareRepository(): Promise<Repository> {
  const repository = await startRepository();
  if (repository.standin) process.env[sharedVariable] = repository.url;
  return repository;
}

/** Stand-ins of another version, for an upgrade. */
export function startNewerRepository(version: string): Promise<Repository> {
  return serveStandins(version);
}

function sharedStandins(): Repository | undefined {
  const url = process.env[sharedVariable];
  return url === undefined ? undefined : standinsAt(url, standinVersion, () => Promise.resolve());
}

function standinsAt(url: string, version: string, stop: () => Promise<void>): Repository {
  return { url, keyUrl: `${url}/repo2.key`, version, standin: true, stop };
}

/** The repository of OpenNebula's packages that the environment names, if it names one. */
export function namedRepository(): Repository | undefined {
  const url = process.env["OPENNEBULA_TEST_REPOSITORY"] ?? "";
  if (url === "") return undefined;
  return {
    url,
    keyUrl: process.env["OPENNEBULA_TEST_KEY"] ?? `${url}/repo2.key`,
    version: process.env["OPENNEBULA_TEST_VERSION"] ?? standinVersion,
    standin: false,
    stop: () => Promise.resolve(),
  };
}

/** What the Dockerfiles of the tests take for their packages. */
export function packageArguments({ url, keyUrl, version }: Repository): Record<string, string> {
  return { OPENNEBULA_REPOSITORY: url, OPENNEBULA_KEY: keyUrl, OPENNEBULA_VERSION: version };
}

async function serveStandins(version = standinVersion): Promise<Repository> {
  const folder = await mkdtemp(join(tmpdir(), "standin-packages-"));
  await promisify(execFile)("bash", [join(standins, "build"), folder, version]);
  // In the address, so that changed stand-ins are not taken from the build cache.
  const mark = await contentHash(standins);
  const server = await listen(folder, `/${mark}`, usualPort);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : usualPort;
  const url = `http://127.0.0.1:${String(port)}/${mark}/repo`;
  return standinsAt(url, version, async () => {
    server.closeAllConnections();
    await promisify(server.close.bind(server))();
    await rm(folder, { recursive: true, force: true });
  });
}

function listen(folder: string, prefix: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "/");
    const file = join(folder, normalize(path.startsWith(prefix) ? path.slice(prefix.length) : "/"));
    stat(file).then(
      (found) => {
        response.writeHead(
          found.isFile() ? 200 : 404,
          found.isFile() ? { "Content-Length": found.size } : {},
        );
        if (found.isFile() && request.method === "GET") createReadStream(file).pipe(response);
        else response.end();
      },
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" && port !== 0) resolve(listen(folder, prefix, 0));
      else reject(error);
    });
    server.listen(port, "127.0.0.1", () => {
      resolve(server);
    });
  });
}

async function contentHash(folder: string): Promise<string> {
  const hash = createHash("sha256");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    hash.update(file.slice(folder.length)).update(await readFile(file));
  }
  return hash.digest("hex").slice(0, 12);
}
