import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { get } from './client.ts';
import { type Balancer, settings } from './settings.ts';
import { healthPath, type Upstream } from './upstream.ts';

const startTimeoutMs = 20_000;
const stopTimeoutMs = 5_000;

/** The version of the installed HAProxy; `undefined` without one, or if it is too old for L7 retries. */
export function haproxyVersion(): string | undefined {
  const { stdout, status } = spawnSync('haproxy', ['-v'], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const version = /version (\d+)\.(\d+)[^\s]*/.exec(stdout);
  const [text, major, minor] = version ?? [];
  const isNewEnough = Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 2);
  return isNewEnough ? text?.slice('version '.length) : undefined;
}

/**
 * The same rules in HAProxy's words: weighted round robin, health checks with rise and fall, up to two
 * retries on another server, none of a POST that may have arrived.
 */
function configurationFor(port: number, upstreams: readonly Upstream[]): string {
  const { healthPeriodMs, riseAfter, fallAfter, callTimeoutMs, maxAttempts } = settings;
  return [
    'global',
    '  maxconn 200',
    'defaults',
    '  mode http',
    '  timeout connect 400ms',
    '  timeout client 10s',
    `  timeout server ${callTimeoutMs}ms`,
    `  timeout check ${healthPeriodMs}ms`,
    `  retries ${maxAttempts - 1}`,
    '  option redispatch 1',
    '  retry-on conn-failure empty-response response-timeout 500',
    'frontend clients',
    `  bind 127.0.0.1:${port}`,
    '  default_backend group',
    'backend group',
    '  balance roundrobin',
    `  option httpchk GET ${healthPath}`,
    '  http-request disable-l7-retry if METH_POST',
    `  default-server check inter ${healthPeriodMs}ms rise ${riseAfter} fall ${fallAfter}`,
    ...upstreams.map(
      ({ name, port, weight }) => `  server ${name} 127.0.0.1:${port} weight ${weight}`,
    ),
    '',
  ].join('\n');
}

/** Starts a real HAProxy in front of the group: own configuration, a free port, on loopback only. */
export async function startHaproxy(upstreams: readonly Upstream[]): Promise<Balancer> {
  const directory = await mkdtemp(join(tmpdir(), 'haproxy-'));
  const port = await freePort();
  const file = join(directory, 'haproxy.cfg');
  await writeFile(file, configurationFor(port, upstreams));
  const child = spawn('haproxy', ['-f', file, '-db'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.once('error', (error) => {
    errors += error.message;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-2000);
  });
  const close = async (): Promise<void> => {
    await stop(child);
    await rm(directory, { recursive: true, force: true });
  };
  const deadline = Date.now() + startTimeoutMs;
  while ((await get(port, '/start')).status !== 200) {
    if (child.pid === undefined || child.exitCode !== null || Date.now() > deadline) {
      await close();
      throw new Error(`haproxy does not start: ${errors}`);
    }
    await sleep(50);
  }
  return { port, close };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(killer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
