import { createServer, type Socket } from "node:net";

/** An address that takes connections at once; they wait until somebody serves them. */
export interface Endpoint {
  /** Host and port. */
  readonly address: string;
  /** Hands over the connections that wait, and those to come. */
  serve(connect: (socket: Socket) => void): void;
  close(): void;
}

/** Opens an endpoint on this machine alone. `onDialled` hears of the connections that nobody serves yet. */
export async function listen(onDialled?: () => void): Promise<Endpoint> {
  const waiting: Socket[] = [];
  const open = new Set<Socket>();
  let connect = (socket: Socket): void => {
    waiting.push(socket);
    onDialled?.();
  };
  const server = createServer((socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    connect(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  return {
    address: `127.0.0.1:${port}`,
    serve: (taker) => {
      connect = taker;
      waiting.splice(0).forEach(taker);
    },
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
