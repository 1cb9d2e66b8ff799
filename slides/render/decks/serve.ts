import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { watch } from 'chokidar';
import { escapeHtml } from '../markdown/html.ts';
import { type BuiltDecks, buildDecks } from './build-decks.ts';
import { deckWording as wording } from './wording.ts';

export interface DeckServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Reloads on news, and comes back to the same slide: reveal keeps it in the address. */
const client = `<script>new EventSource('/neues').onmessage=()=>location.reload()</script>`;

/** Serves the decks on this machine only, and anew after every change of a text. */
export async function serveDecks(
  root: string,
  port: number,
  log: (line: string) => void,
): Promise<DeckServer> {
  let built: BuiltDecks = await buildDecks(root);
  const listeners = new Set<ServerResponse>();
  let work: Promise<void> = Promise.resolve();
  let isWaiting = false;
  const rebuild = async (): Promise<void> => {
    isWaiting = false;
    const startedAt = performance.now();
    built = await buildDecks(root);
    if (built.kind === 'broken') describe(built).forEach(log);
    else log(wording.rebuilt(Math.round(performance.now() - startedAt)));
    for (const each of listeners) each.write('data: neu\n\n');
  };
  const watcher = watch([join(root, 'slides'), join(root, 'chapters')], {
    ignoreInitial: true,
    ignored: (path, stats) => stats?.isFile() === true && !/\.(?:md|svg|css|hbs)$/.test(path),
  });
  const isWatching = new Promise<void>((resolve) => watcher.once('ready', resolve));
  watcher.on('all', () => {
    if (isWaiting) return;
    isWaiting = true;
    work = work.then(rebuild);
  });
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (path === '/neues') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': da\n\n');
      listeners.add(response);
      request.on('close', () => listeners.delete(response));
      return;
    }
    const page = pageAt(built, path);
    response.writeHead(page === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(
      (page ?? frame(wording.notFound, '')).replace('</body>', () => `${client}</body>`),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  }).catch(async (error: unknown) => {
    await watcher.close();
    throw error;
  });
  await isWatching;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      await watcher.close();
      for (const each of listeners) each.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await work;
    },
  };
}

function describe(built: Extract<BuiltDecks, { kind: 'broken' }>): string[] {
  return built.problems.map(({ file, line, message }) => wording.problem(file, line, message));
}

function pageAt(built: BuiltDecks, path: string): string | undefined {
  if (built.kind === 'broken') {
    const lines = describe(built).map((line) => `<li>${escapeHtml(line)}</li>`);
    return frame(wording.brokenPage, `<ul>${lines.join('')}</ul>`);
  }
  if (path !== '/') return built.decks.find(({ name }) => path === `/${name}`)?.html;
  const entries = built.decks.map(
    ({ name, number, title }) =>
      `<li><a href="/${escapeHtml(name)}">${escapeHtml(`${number} ${title}`)}</a></li>`,
  );
  return frame(wording.list, `<ul>${entries.join('')}</ul>`);
}

function frame(title: string, body: string): string {
  return `<!doctype html><html lang="de"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style>body{font:1.25rem/1.6 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}</style></head><body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`;
}
