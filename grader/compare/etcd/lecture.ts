import { spawn } from 'node:child_process';
import type { Pair } from './compare.ts';
import { wording } from './wording.ts';
import { Difference } from './world.ts';

/** The lecture's lines, with the servers' own ports; `v2/leader` by what has taken its place. */
const lines: readonly {
  readonly path: string;
  readonly options?: readonly string[];
  readonly says: RegExp;
}[] = [
  { path: '/v2/machines', says: /^http:\/\/127\.0\.0\.1:\d+$/ },
  { path: '/v2/stats/leader', says: /"leader":"[0-9a-f]+"/ },
  { path: '/v2/members', says: /"members":\[\{"id":"[0-9a-f]+"/ },
  { path: '/v2/leader', says: /404/ },
  {
    path: '/v2/keys/foo',
    options: ['-XPUT', '-d', 'value=bar'],
    says: /^\{"action":"set","node":\{.*"key":"\/foo".*\}/,
  },
  { path: '/v2/keys/foo', says: /^\{"action":"get","node":\{.*"value":"bar".*\}/ },
  { path: '/v2/keys/foo?recursive=true', options: ['-XDELETE'], says: /"action":"delete"/ },
];

/** Asks both servers what the lecture asks. */
export async function checkLecture(pair: Pair): Promise<string> {
  let how = '';
  for (const [name, { url }] of Object.entries(pair)) {
    for (const { path, options = [], says } of lines) {
      const answer = await curl([...options, url + path]);
      how = answer.how;
      if (!says.test(answer.text.trim())) {
        const line = ['curl -L', url + path, ...options].join(' ');
        throw new Difference(wording.lecture(name, line, answer.text.trim()));
      }
    }
  }
  return `je ${lines.length} Zeilen mit ${how}`;
}

/** The real `curl`, or what does the same where there is none. */
async function curl(parameters: readonly string[]): Promise<{ text: string; how: string }> {
  const text = await new Promise<string | undefined>((resolve, reject) => {
    const child = spawn('curl', ['-sS', '-L', ...parameters], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? resolve(undefined) : reject(error),
    );
    child.once('close', () => resolve(output));
  });
  if (text !== undefined) return { text, how: 'curl' };
  const at = parameters.indexOf('-d');
  const response = await fetch(parameters.at(-1) as string, {
    method: parameters.find((one) => one.startsWith('-X'))?.slice(2) ?? 'GET',
    ...(at < 0 ? {} : { body: new URLSearchParams(parameters[at + 1]) }),
  });
  return { text: await response.text(), how: 'fetch' };
}
