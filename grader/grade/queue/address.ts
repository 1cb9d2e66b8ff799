// cspell:ignore rediss adresse
import { UsageProblem } from '../../command-line/problem.ts';
import { queueWording } from './wording.ts';

/** Where the queue is. */
export interface QueueAddress {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  readonly db: number;
  readonly isEncrypted: boolean;
  /** For messages: without a password. */
  readonly shownAs: string;
}

/**
 * `redis://[[user]:password@]host[:port][/db]`, `rediss://` for TLS.
 *
 * @throws UsageProblem
 */
export function parseAddress(text: string): QueueAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const [, db = '0'] = /^\/?(\d{1,4})?$/.exec(url?.pathname ?? '-') ?? [];
  const isKnown = url?.protocol === 'redis:' || url?.protocol === 'rediss:';
  if (!isKnown || url.hostname === '' || !/^\/?\d{0,4}$/.test(url.pathname)) {
    throw new UsageProblem(queueWording.badAddress(withoutPassword(text)));
  }
  const { hostname, username, password } = url;
  const port = url.port === '' ? 6379 : Number(url.port);
  return {
    // An IPv6 address stands in brackets.
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    db: Number(db),
    isEncrypted: url.protocol === 'rediss:',
    shownAs: `${url.protocol}//${hostname}:${port}`,
  };
}

function withoutPassword(text: string): string {
  return text.replace(/\/\/.*@/, '//…@');
}
