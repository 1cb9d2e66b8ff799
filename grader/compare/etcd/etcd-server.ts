import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Something that answers on loopback and can be stopped. */
export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

const startTimeoutMs = 20_000;
const stopTimeoutMs = 5_000;

/** The version of the installed etcd, if it still knows the API of the lecture (until 3.5). */
export function etcdVersion(): string | undefined {
  const { stdout, status } = spawnSync('etcd', ['--version'], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  return /etcd Version: (3\.[0-5]\.\S+)/.exec(stdout)?.[1];
}

/** Starts a real etcd with its v2 API: own directory, free ports, on loopback only. */
export async function startEtcd(): Promise<Server> {
  const directory = await mkdtemp(join(tmpdir(), 'etcd-'));
  const [clientPort, peerPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${clientPort}`;
  const peerUrl = `http://127.0.0.1:${peerPort}`;
  const options = {
    'enable-v2': 'true',
    name: 'vergleich',
    'data-dir': join(directory, 'data'),
    'listen-client-urls': url,
    'advertise-client-urls': url,
    'listen-peer-urls': peerUrl,
    'initial-advertise-peer-urls': peerUrl,
    'initial-cluster': `vergleich=${peerUrl}`,
    'heartbeat-interval': '50',
    'election-timeout': '500',
    'log-level': 'error',
  };
  const parameters = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  // Settings of a real installation must not reach it.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('ETCD_')),
  );
  const child = spawn('etcd', parameters, { stdio: ['ignore', 'ignore', 'pipe'], env });
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
  while (!(await isReady(url))) {
    if (child.pid === undefined || child.exitCode !== null || Date.now() > deadline) {
      await close();
      throw new Error(`etcd does not start: ${errors}`);
    }
    await sleep(50);
  }
  return { url, close };
}

/** It has a leader as soon as it accepts a write. */
async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/v2/keys/_ready`, {
      method: 'PUT',
      body: new URLSearchParams({ value: 'ready' }),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
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
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
