import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageProblem } from '../command-line/problem.ts';
import type { FollowedExercise } from './follow.ts';
import type { Site } from './site.ts';
import { practiceWording as wording } from './wording.ts';

export interface PracticeServer {
  /** `http://127.0.0.1:8008/` */
  readonly url: string;
  close(): Promise<void>;
}

/** Exercises by `kapitel8/lamport`. */
export type Followed = ReadonlyMap<string, FollowedExercise>;

/** A page whose connection broke off tries again after so long. */
const retryMs = 1000;
/** Keeps proxies and browsers from taking a quiet connection for a dead one. */
const heartbeatMs = 20_000;

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
};

/**
 * Serves the book to this machine only, and tells its workshop what happens on disk. It writes nothing
 * and reads nothing but the book's files and the exercises' own.
 *
 * @throws UsageProblem if the port is not to be had.
 */
export async function servePractice(
  site: Site,
  followed: Followed,
  port: number,
): Promise<PracticeServer> {
  const server = createServer((request, response) => {
    void answer(request, response, { site, followed, port: portOf(server) });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EADDRINUSE') throw new UsageProblem(wording.portTaken(port));
    if (code === 'EACCES') throw new UsageProblem(wording.portDenied(port, code));
    throw error;
  });
  return {
    url: `http://127.0.0.1:${portOf(server)}/`,
    async close() {
      for (const exercise of followed.values()) exercise.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

interface Offer {
  readonly site: Site;
  readonly followed: Followed;
  readonly port: number;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { site, followed, port }: Offer,
): Promise<void> {
  if (!isForUs(request, port)) return refuse(response, 403, wording.foreignHost);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return refuse(response, 405, wording.readOnly);
  }
  const path = pathOf(request.url ?? '/');
  const exercise = followed.get(/^ereignisse\/(.+)$/.exec(path ?? '')?.[1] ?? '');
  if (exercise !== undefined) return stream(request, response, exercise);
  const name = path === '' ? 'index.html' : (path ?? '');
  const content = await site.read(name);
  if (content === undefined) return refuse(response, 404, wording.notFound);
  const type = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  response.writeHead(200, { ...headers, 'content-type': type });
  response.end(request.method === 'HEAD' ? undefined : asPractice(name, content));
}

const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "frame-ancestors 'none'",
};

/**
 * A page elsewhere may make a name of its own point to this machine (DNS rebinding); its requests carry
 * that name. Other pages' requests say where they come from.
 */
export function isForUs({ headers }: Pick<IncomingMessage, 'headers'>, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  // Port 80 is not written.
  if (port === 80) hosts.push('127.0.0.1', 'localhost');
  if (!hosts.includes(headers.host ?? '')) return false;
  const { origin } = headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) return false;
  const from = headers['sec-fetch-site'];
  // Following a link from elsewhere to a page is fine; loading its parts from elsewhere is not.
  return from !== 'cross-site' || headers['sec-fetch-mode'] === 'navigate';
}

function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname).slice(1);
  } catch {
    return undefined;
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

/** Server-sent events, until the page is gone. */
function stream(
  request: IncomingMessage,
  response: ServerResponse,
  exercise: FollowedExercise,
): void {
  response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  response.write(`retry: ${retryMs}\n\n`);
  const end = exercise.subscribe((event) => response.write(`data: ${JSON.stringify(event)}\n\n`));
  const heartbeat = setInterval(() => response.write(': …\n\n'), heartbeatMs);
  response.on('close', () => {
    clearInterval(heartbeat);
    end();
  });
}

/** Pages are told that what the reader writes lies in files: the workshop follows them, scenes play them. */
function asPractice(name: string, content: Uint8Array | string): Uint8Array | string {
  if (!name.endsWith('.html')) return content;
  const html = typeof content === 'string' ? content : Buffer.from(content).toString('utf8');
  return html.replace('<html ', '<html data-practice ');
}
