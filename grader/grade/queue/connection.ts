// cspell:ignore NOAUTH WRONGPASS ECONN EHOST ENET abgaben bullmq
import { isIP } from 'node:net';
import { Redis } from 'ioredis';
import { UsageProblem } from '../../command-line/problem.ts';
import type { QueueAddress } from './address.ts';
import { queueWording } from './wording.ts';

/** One queue for everybody who shares a server; which workbook a job is for stands in the job. */
export const queueName = 'abgaben';
export const queuePrefix = 'arbeitsbuch';

const connectMs = 10_000;
const retryMs = 1_000;

/** Of what both BullMQ and ioredis take, what is needed here. */
interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: { readonly servername?: string };
  readonly connectTimeout: number;
  readonly maxRetriesPerRequest: number | null;
  readonly retryStrategy: () => number | null;
}

/** @param patienceMs so long is a command tried again when the connection is lost; `null`: for ever. */
export function connectionOptions(
  { host, port, username, password, db, isEncrypted }: QueueAddress,
  patienceMs: number | null,
): ConnectionOptions {
  return {
    host,
    port,
    db,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    // A certificate may name an address; the name that is asked for must not be one.
    ...(isEncrypted ? { tls: isIP(host) === 0 ? { servername: host } : {} } : {}),
    connectTimeout: connectMs,
    maxRetriesPerRequest: patienceMs === null ? null : Math.ceil(patienceMs / retryMs),
    retryStrategy: () => retryMs,
  };
}

/**
 * Asks once, so that a wrong address is answered at once and not by waiting.
 *
 * @throws UsageProblem
 */
export async function assertReachable(address: QueueAddress): Promise<void> {
  const client = new Redis({
    ...connectionOptions(address, 0),
    lazyConnect: true,
    retryStrategy: () => null,
  });
  let cause: unknown;
  client.on('error', (error: unknown) => {
    cause = error;
  });
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    // The client itself says only that it is closed.
    throw new UsageProblem(reasonOf(cause ?? error, address.shownAs));
  } finally {
    client.disconnect();
  }
}

function reasonOf(error: unknown, address: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return queueWording.unknownHost(address);
  if (/WRONGPASS|NOAUTH|invalid password|without any password/i.test(message)) {
    return queueWording.wrongPassword(address);
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code ?? '')) return queueWording.untrusted(address);
  if (code !== undefined || /ETIMEDOUT/.test(message)) return queueWording.refused(address);
  return queueWording.unreachable(address, message);
}

/** The connection is to blame, not what was asked. */
export function isConnectionProblem(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.name === 'MaxRetriesPerRequestError' ||
    /Connection is closed|Stream isn't writeable/.test(error.message) ||
    /^(ECONN|ETIMEDOUT|EPIPE|EHOST|ENET|EAI_)/.test(codeOf(error) ?? '')
  );
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
