import { request } from 'node:http';

/** What a client saw; status 0 if there was no answer at all. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Longer than any answer may take: who has none by then will have none. */
const patienceMs = 8_000;

export function get(port: number, path: string): Promise<Answer> {
  return ask(port, 'GET', path);
}

/** One request on a connection of its own. Never rejects. */
export function ask(port: number, method: 'GET' | 'POST', path: string): Promise<Answer> {
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, method, path, agent: false };
    const asked = request({ ...options, timeout: patienceMs }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.once('error', () => resolve({ status: 0, body: '' }));
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve({ status: 0, body: '' }));
    asked.end(method === 'POST' ? 'Inhalt' : undefined);
  });
}
