// cspell:ignore appendonly addext newkey keyout CAkey CAcreateserial extfile
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseAddress } from './address.ts';
import { assertReachable } from './connection.ts';

export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
}

export interface Redis {
  readonly url: string;
  stop(): Promise<void>;
}

/** Whether the server can encrypt, and certificates can be made for it. */
export function hasEncryption(): boolean {
  const made = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;
  const asked = spawnSync('redis-server', ['--tls-port', '0', '--port', '0', '--check-tls'], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  // Built without it, the option itself is unknown.
  return made && !/>>> 'tls-port/.test(`${asked.stdout}${asked.stderr}`);
}

export interface EncryptedRedis extends Redis {
  /** For `NODE_EXTRA_CA_CERTS`: who has signed the server's certificate. */
  readonly authority: string;
}

/** The same, encrypted: with a certificate for 127.0.0.1 that only its own authority vouches for. */
export async function startEncryptedRedis(): Promise<EncryptedRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-tls-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...words: string[]) => {
    const { status, stderr } = spawnSync('openssl', words, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  const key = (name: string) => ['-newkey', 'rsa:2048', '-nodes', '-keyout', file(name)];
  const days = ['-days', '2'];
  const ca = ['-subj', '/CN=Stelle', '-out', file('ca.pem')];
  openssl('req', '-x509', ...key('ca.key'), ...days, ...ca);
  openssl('req', ...key('redis.key'), '-subj', '/CN=redis', '-out', file('redis.csr'));
  await writeFile(file('san.ext'), 'subjectAltName=IP:127.0.0.1');
  const signed = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial'];
  const names = ['-extfile', file('san.ext'), '-out', file('redis.pem')];
  openssl('x509', '-req', '-in', file('redis.csr'), ...signed, ...days, ...names);
  const redis = await startRedis({
    'tls-cert-file': file('redis.pem'),
    'tls-key-file': file('redis.key'),
    'tls-ca-cert-file': file('ca.pem'),
    'tls-auth-clients': 'no',
  });
  const stop = async () => {
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: redis.url, stop, authority: file('ca.pem') };
}

/** A server of our own on a free loopback port, which forgets everything with its process. */
export async function startRedis(encryption?: Readonly<Record<string, string>>): Promise<Redis> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  const port = await freePort();
  const ports = encryption === undefined ? { port } : { port: 0, 'tls-port': port, ...encryption };
  const settings = { bind: '127.0.0.1', ...ports, dir: folder, save: '', appendonly: 'no' };
  const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn('redis-server', words, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const url = `${encryption === undefined ? 'redis' : 'rediss'}://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const deadline = performance.now() + 60_000;
  while (child.exitCode === null && performance.now() < deadline) {
    // Who refuses the certificate has been answered.
    const isUp = await assertReachable(parseAddress(url)).then(
      () => true,
      (error: unknown) => /Zertifikat/.test(String(error)),
    );
    if (isUp) return { url, stop };
    await sleep(50);
  }
  await stop();
  throw new Error('redis-server does not start');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
