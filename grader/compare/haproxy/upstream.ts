import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a server of the group treats requests; health checks are always answered well while it listens. */
export type Mode = 'well' | 'failing' | 'mute';

/** A small web server of the group, on loopback. */
export class Upstream {
  mode: Mode = 'well';
  /** Requests that reached it, as `POST /a`. */
  readonly arrived: string[] = [];
  port = 0;
  private server: Server | undefined;

  constructor(
    readonly name: string,
    readonly weight: number,
  ) {}

  /** Listens, on the same port as before if there was one. */
  async start(): Promise<void> {
    const server = createServer((request, response) => this.answer(request, response));
    // One request a connection: a closed door is then seen at once.
    server.keepAliveTimeout = 1;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Nobody listens any more: connections are refused. */
  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    response.setHeader('Connection', 'close');
    if (request.url === healthPath) {
      response.end('ok');
      return;
    }
    this.arrived.push(`${request.method} ${request.url}`);
    if (this.mode === 'mute') return;
    response.statusCode = this.mode === 'well' ? 200 : 500;
    response.end(this.name);
  }
}

export const healthPath = '/health';
