import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import type { Files } from '../../render/book/build-book.ts';
import { writeFiles } from '../../render/book/site-folder.ts';

/** A site in a folder, opened from there and from a server. */
export interface Bench {
  /** The page's functions, called from here. */
  open(from: 'file' | 'http'): Promise<MachinePage>;
  close(): Promise<void>;
}

export interface MachinePage {
  /**
   * Evaluates an expression, awaits it, and brings back its value. Not by Playwright's own page: that
   * takes itself for dead as soon as the process of any of its frames is.
   */
  evaluate<Value>(expression: string): Promise<Value>;
  /** Messages of the console, errors and requests that should not have been. */
  readonly complaints: readonly string[];
}

/** What the page has as `globalThis.machine`. */
const entry = `
import { checkInPage, playInPage, warmUp } from './machine.ts';
import { clerk } from './clerk-office.ts';
import { runInChamber } from './chamber.ts';
const abort = (ms, run) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('enough')), ms);
  return run(controller.signal).then(() => 'done', (error) => error.message);
};
globalThis.machine = { checkInPage, playInPage, warmUp, clerk, runInChamber, abort };
`;

/** @param files what judges, as it lies in the site. */
export async function openBench(
  browser: Browser,
  files: readonly (readonly [name: string, content: string | Uint8Array])[],
): Promise<Bench> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    target: ['es2022'],
  });
  const scripts = ['machine.js', ...files.map(([name]) => name)].filter(
    (n) => !n.includes('teile/'),
  );
  const tags = scripts.map((name) => `<script src="${name}"></script>`).join('');
  const page = `<!doctype html><html lang="de"><meta charset="utf-8"><title>Seite</title><body>${tags}`;
  const site: Files = new Map<string, string | Uint8Array>([
    ...files,
    ['machine.js', outputFiles[0]?.text ?? ''],
    ['index.html', page],
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'machine-'));
  await writeFiles(folder, site);
  const server = serve(site);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const addresses = {
    file: pathToFileURL(join(folder, 'index.html')).href,
    http: `http://127.0.0.1:${port}/index.html`,
  };
  return {
    open: (from) => openPage(browser, addresses[from]),
    async close() {
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function serve(site: Files): Server {
  return createServer(({ url = '/' }, response) => {
    const name = new URL(url, 'http://localhost').pathname.slice(1);
    const type = name.endsWith('.html') ? 'text/html' : 'text/javascript';
    response.setHeader('content-type', `${type}; charset=utf-8`);
    // As `npm run practice` serves it.
    response.setHeader('content-security-policy', "frame-ancestors 'none'");
    response.statusCode = site.has(name) ? 200 : 404;
    response.end(site.get(name));
  }).listen(0, '127.0.0.1');
}

/** The part of the protocol that is used here; see chromedevtools.github.io/devtools-protocol. */
interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, never>;
  readonly result?: {
    readonly result?: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
  };
}

async function openPage(browser: Browser, url: string): Promise<MachinePage> {
  const session = await browser.newBrowserCDPSession();
  const { targetId } = await session.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await session.send('Target.attachToTarget', { targetId });
  const waiting = new Map<number, (reply: Reply) => void>();
  const complaints: string[] = [];
  session.on('Target.receivedMessageFromTarget', ({ message, sessionId: from }) => {
    if (from !== sessionId) return;
    const reply = JSON.parse(message) as Reply;
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
    else complaints.push(...complaintsIn(reply, url));
  });
  let calls = 0;
  const send = (method: string, params: object = {}): Promise<Reply> => {
    calls += 1;
    const id = calls;
    const answer = new Promise<Reply>((resolve) => waiting.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    return session.send('Target.sendMessageToTarget', { message, sessionId }).then(() => answer);
  };
  for (const domain of ['Runtime', 'Network', 'Page']) await send(`${domain}.enable`);
  const evaluate = async <Value>(expression: string): Promise<Value> => {
    const settings = { expression, awaitPromise: true, returnByValue: true };
    const { result } = await send('Runtime.evaluate', settings);
    const thrown = result?.exceptionDetails?.exception?.description;
    if (thrown !== undefined) throw new Error(thrown);
    return result?.result?.value as Value;
  };
  await send('Page.navigate', { url });
  while (!(await evaluate(`document.readyState === 'complete' && 'machine' in globalThis`))) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { evaluate, complaints };
}

function complaintsIn({ method, params }: Reply, url: string): string[] {
  const about = JSON.stringify(params).slice(0, 300);
  if (method === 'Runtime.exceptionThrown') return [about];
  if (method === 'Runtime.consoleAPICalled') return [about];
  if (method !== 'Network.requestWillBeSent') return [];
  const asked = (params as unknown as { request: { url: string } }).request.url;
  const home = url.slice(0, url.lastIndexOf('/'));
  return asked.startsWith(home) || /^(?:blob|data|about):/.test(asked) ? [] : [`asks for ${asked}`];
}
