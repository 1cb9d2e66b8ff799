import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Pair } from './compare.ts';
import { type Answer, KeysClient, type KeysRequest } from './keys-client.ts';
import { wording } from './wording.ts';
import { Difference } from './world.ts';

/** Where we want to differ from etcd: both are held to what we say of them. */
interface Deviation {
  /** Sent one after the other. */
  readonly before: readonly KeysRequest[];
  /** Begun before `during`, where that is given: a watch on what is still to come. */
  readonly watch: KeysRequest;
  readonly during?: readonly KeysRequest[];
  /** Key of the event that etcd and the reference answer with; `undefined`: they wait on. */
  readonly etcd: string | undefined;
  readonly Referenz: string | undefined;
}

const put = (key: string, query: KeysRequest['query'] = { value: 'x' }): KeysRequest => ({
  method: 'PUT',
  key,
  query,
});
const removeAll = (key: string): KeysRequest => ({
  method: 'DELETE',
  key,
  query: { recursive: true },
});
const watch = (key: string, query: KeysRequest['query']): KeysRequest => ({
  method: 'GET',
  key,
  query: { wait: true, ...query },
});

const deviations: readonly Deviation[] = [
  // In etcd's history the removal of /foo concerns /foobar: a prefix compared without the slash.
  {
    before: [put('/foo/k'), put('/foobar'), removeAll('/foo')],
    watch: watch('/foobar', { waitIndex: 3 }),
    etcd: '/foo',
    Referenz: undefined,
  },
  // What is hidden is hidden from who waits, but not in etcd's history.
  {
    before: [put('/a/_h')],
    watch: watch('/a', { recursive: true, waitIndex: 1 }),
    etcd: '/a/_h',
    Referenz: undefined,
  },
  {
    before: [],
    watch: watch('/a', { recursive: true }),
    during: [put('/a/_h')],
    etcd: undefined,
    Referenz: undefined,
  },
  // Who waits for what has never been there hears nothing from etcd when the directory goes …
  {
    before: [put('/d/e')],
    watch: watch('/d/x', {}),
    during: [removeAll('/d')],
    etcd: undefined,
    Referenz: '/d',
  },
  // … but does when asking a moment later.
  {
    before: [put('/d/e'), removeAll('/d')],
    watch: watch('/d/x', { waitIndex: 2 }),
    etcd: '/d',
    Referenz: '/d',
  },
];

const dueMs = 150;

/** Checks that etcd and the reference differ there, and only there, as documented. */
export async function checkDeviations(pair: Pair): Promise<string> {
  for (const [i, deviation] of deviations.entries()) {
    for (const name of ['etcd', 'Referenz'] as const) {
      const client = new KeysClient(name, pair[name].url, `/abweichung${i}`);
      await client.send(put('', { dir: true }));
      await client.begin();
      await checkOne(client, deviation, deviation[name]);
    }
  }
  await checkHistoryEnd(pair);
  return `${deviations.length} Abläufe, alle wie im Kapitel beschrieben; Fehler 401 bei beiden gleich`;
}

async function checkOne(
  client: KeysClient,
  { before, watch: asked, during = [] }: Deviation,
  right: string | undefined,
): Promise<void> {
  for (const request of before) await client.send(request);
  const abort = new AbortController();
  let answer: Answer | undefined;
  client.send(asked, abort.signal).then(
    (given) => {
      answer = given;
    },
    () => undefined,
  );
  await sleep(30);
  for (const request of during) await client.send(request);
  await sleep(dueMs);
  abort.abort();
  const key = (answer?.body as { node?: { key: string } } | undefined)?.node?.key;
  if (key === right) return;
  const expected = { status: 200, index: 0, body: { node: { key: right ?? null } } };
  if (answer === undefined) throw new Difference(wording.unanswered(client.name, asked, expected));
  throw new Difference(wording.difference(client.name, asked, expected, answer));
}

/** A thousand events: both forget the same one first. */
async function checkHistoryEnd(pair: Pair): Promise<void> {
  const historyLimit = 1000;
  const atOnce = 50;
  const answers: Answer[][] = [];
  for (const name of ['etcd', 'Referenz'] as const) {
    const client = new KeysClient(name, pair[name].url, '/historie');
    await client.send(put('', { dir: true }));
    await client.begin();
    for (let sent = 0; sent < historyLimit + 1; sent += atOnce) {
      const left = Math.min(atOnce, historyLimit + 1 - sent);
      await Promise.all(Array.from({ length: left }, () => client.send(put('/k'))));
    }
    const given: Answer[] = [];
    for (const waitIndex of [1, 2, 3]) given.push(await client.send(watch('/k', { waitIndex })));
    answers.push(given.map(({ status, body }) => ({ status, index: 0, body: codeOrIndex(body) })));
  }
  const [etcd, reference] = answers;
  if (isDeepStrictEqual(etcd, reference)) return;
  const [first, second] = [etcd?.[0], reference?.[0]] as [Answer, Answer];
  throw new Difference(
    wording.difference('Referenz', watch('/k', { waitIndex: 1 }), first, second),
  );
}

function codeOrIndex(body: unknown): number | undefined {
  const { errorCode, node } = body as { errorCode?: number; node?: { modifiedIndex: number } };
  return errorCode ?? node?.modifiedIndex;
}
