import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import type { Sent } from './sizes.ts';

/** A static host for this machine only; counts what it sends. */
export interface FileServer {
  readonly url: string;
  /** Bytes of bodies sent since the last call. */
  takeBytes(): number;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
};

export async function serveFiles(files: ReadonlyMap<string, Sent>): Promise<FileServer> {
  let sent = 0;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const name = decodeURIComponent(pathname).slice(1);
    const file = files.get(name);
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    sent += file.bytes.length;
    response.writeHead(200, {
      'content-type': types[extname(name)] ?? 'application/octet-stream',
      ...(file.isGzip ? { 'content-encoding': 'gzip' } : {}),
    });
    response.end(file.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    takeBytes() {
      const bytes = sent;
      sent = 0;
      return bytes;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
