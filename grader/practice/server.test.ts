import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UsageProblem } from '../command-line/problem.ts';
import { isForUs, type PracticeServer, servePractice } from './server.ts';
import { practiceWording as wording } from './wording.ts';

const files = new Map<string, string>([
  ['index.html', '<html lang="de">Anfang</html>'],
  ['kapitel8/werkstatt/lamport.html', '<html lang="de">Werkstatt</html>'],
  ['book.css', 'p{}'],
]);
let server: PracticeServer;
beforeAll(async () => {
  server = await servePractice({ read: async (path) => files.get(path) }, new Map(), 0);
});
afterAll(() => server.close());

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** A request as it stands, with none of the tidying that `fetch` does. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') {
  const { hostname, port } = new URL(server.url);
  return new Promise<Answer>((resolve, reject) => {
    request({ hostname, port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        const type = response.headers['content-type'] ?? '';
        resolve({ status: response.statusCode ?? 0, type, text });
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('the server of practice', () => {
  test('listens to this machine only and serves the book’s files with their types', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(await ask('/')).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
      text: '<html data-practice lang="de">Anfang</html>',
    });
    expect((await ask('/book.css?x=1')).type).toBe('text/css; charset=utf-8');
  });

  test('tells pages to follow the files', async () => {
    expect((await ask('/kapitel8/werkstatt/lamport.html')).text).toMatch(/^<html data-practice /);
  });

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/kapitel8/../../package.json',
    '//etc/passwd',
    '/%00',
    '/%',
    '/ereignisse/kapitel8/geheim',
    '/gibt-es-nicht.html',
  ])('%s is none of the book’s files', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  test('answers to no other name: a page elsewhere cannot reach it by DNS rebinding', async () => {
    const foreign = await ask('/', { host: 'boese.example' });
    expect([foreign.status, foreign.text]).toEqual([403, `${wording.foreignHost}\n`]);
    const { port } = new URL(server.url);
    expect((await ask('/', { host: `localhost:${port}` })).status).toBe(200);
    expect(
      (await ask('/', { host: `127.0.0.1:${port}`, origin: 'http://boese.example' })).status,
    ).toBe(403);
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is refused', async (method) => {
    expect((await ask('/', {}, method)).status).toBe(405);
  });

  test('a link from elsewhere opens a page, but nothing of it can be loaded elsewhere', () => {
    const from = (more: object) => isForUs({ headers: { host: 'localhost:8', ...more } }, 8);
    expect(from({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).toBe(true);
    expect(from({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(false);
    expect(from({ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' })).toBe(true);
    expect(from({ host: 'localhost:9' })).toBe(false);
    expect(from({ host: undefined })).toBe(false);
  });

  test('a port in use is told in German, with the way out', async () => {
    const port = Number(new URL(server.url).port);
    const second = servePractice({ read: async () => undefined }, new Map(), port);
    await expect(second).rejects.toThrow(UsageProblem);
    await expect(second).rejects.toThrow(wording.portTaken(port));
  });
});
