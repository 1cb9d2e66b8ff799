import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Store, StoreReply } from '#kapitel8/config-store';
import { createStore } from '../../../solutions/kapitel8/config-store/reference/store.ts';
import { type Answer, comparable, type KeysClient, type KeysRequest } from './keys-client.ts';
import { wording } from './wording.ts';

/** How long an answer may take that is due, and how long we listen for one that is not. */
const dueMs = 5_000;
const quietMs = 60;

/** Something on which one of the servers and the store's rules disagree. */
export class Difference extends Error {}

/** The store as it should be, in virtual time: fast-check's model. */
export class StoreModel {
  private readonly store: Store = createStore();
  private readonly directory = '/lauf';
  private baseIndex = 0;
  private nowMs = 0;
  private lastId = 0;

  constructor() {
    this.ask({ method: 'PUT', key: '', query: { dir: true } }, () => undefined);
    this.baseIndex = 1;
  }

  /** Each request takes a moment, so that no two lifetimes end together. */
  ask(request: KeysRequest, onAnswer: (answer: Answer) => void): void {
    const { method, key, query } = request;
    const absolute = (index: number | undefined): number | undefined =>
      index === undefined || index === 0 ? index : index + this.baseIndex;
    const { prevIndex, waitIndex, ...rest } = query;
    this.nowMs++;
    this.lastId++;
    this.store.handle(
      {
        type: 'StoreRequest',
        id: this.lastId,
        method,
        key: `${this.directory}${key}`,
        query: {
          ...rest,
          ...(prevIndex === undefined ? {} : { prevIndex: absolute(prevIndex) as number }),
          ...(waitIndex === undefined ? {} : { waitIndex: absolute(waitIndex) as number }),
        },
      },
      this.nowMs,
      (reply) => onAnswer(this.answerOf(reply, query.sorted === true)),
    );
  }

  private answerOf({ status, index, body }: StoreReply, isSorted: boolean): Answer {
    const isHttpError = 'errorCode' in body && [201, 211, 212].includes(body.errorCode);
    const relative = comparable(body, this.baseIndex, this.directory, isSorted);
    if (isHttpError) return { status, index: 0, body: { ...(relative as object), index: 0 } };
    return { status, index: index - this.baseIndex, body: relative };
  }

  /** The answer to something that is answered at once. */
  now(request: KeysRequest): Answer {
    let answer: Answer | undefined;
    this.ask(request, (given) => {
      answer = given;
    });
    if (answer === undefined) throw new Error('the store does not answer');
    return answer;
  }

  get index(): number {
    return this.now({ method: 'GET', key: '', query: {} }).index;
  }

  has(key: string): boolean {
    return this.now({ method: 'GET', key, query: {} }).status === 200;
  }

  advance(byMs: number): void {
    this.nowMs += byMs;
    this.store.advance(this.nowMs);
  }
}

interface Watch {
  readonly request: KeysRequest;
  expected: Answer | undefined;
  readonly given: readonly { readonly client: KeysClient; answer: Answer | undefined }[];
}

/** The model and both servers, in step. */
export class World {
  private watches: Watch[] = [];
  private readonly abort = new AbortController();
  /** Watches that were answered, for those that go on from there. */
  readonly answered: { readonly request: KeysRequest; readonly index: number }[] = [];

  constructor(
    readonly model: StoreModel,
    private readonly clients: readonly KeysClient[],
  ) {}

  async send(request: KeysRequest): Promise<void> {
    const expected = this.model.now(request);
    const answers = await Promise.all(this.clients.map((client) => client.send(request)));
    for (const [i, answer] of answers.entries()) {
      compare(this.clients[i] as KeysClient, request, expected, answer);
    }
    await this.settle();
  }

  /** Begins a long poll at all of them; it is compared as soon as the model answers it. */
  async watch(request: KeysRequest): Promise<void> {
    const given = this.clients.map((client) => ({
      client,
      answer: undefined as Answer | undefined,
    }));
    const watch: Watch = { request, expected: undefined, given };
    this.watches.push(watch);
    this.model.ask(request, (answer) => {
      watch.expected = answer;
    });
    for (const entry of given) {
      entry.client.send(request, this.abort.signal).then(
        (answer) => {
          entry.answer = answer;
        },
        () => undefined,
      );
    }
    // Both servers must have got it before the next request can be sent.
    await sleep(15);
    await this.settle();
  }

  /** Lets short lifetimes end everywhere: etcd looks for what has expired every 500 ms only. */
  async pass(byMs: number): Promise<void> {
    await sleep(byMs);
    this.model.advance(byMs);
    const request: KeysRequest = { method: 'GET', key: '', query: {} };
    const { index } = this.model;
    for (const client of this.clients) {
      const deadline = Date.now() + dueMs;
      while ((await client.send(request)).index < index && Date.now() < deadline) await sleep(50);
    }
    await this.send(request);
  }

  get pending(): readonly KeysRequest[] {
    return this.watches.map(({ request }) => request);
  }

  /** All watches that should be answered by now are; none of the others. */
  async finish(): Promise<void> {
    try {
      await this.settle();
      await sleep(quietMs);
      for (const { request, given } of this.watches) {
        for (const { client, answer } of given) {
          if (answer !== undefined) {
            throw new Difference(wording.untimely(client.name, request, answer));
          }
        }
      }
    } finally {
      this.abort.abort();
    }
  }

  private async settle(): Promise<void> {
    const due = this.watches.filter(({ expected }) => expected !== undefined);
    for (const watch of due) {
      for (const entry of watch.given) {
        const deadline = Date.now() + dueMs;
        while (entry.answer === undefined && Date.now() < deadline) await sleep(2);
        const expected = watch.expected as Answer;
        if (entry.answer === undefined) {
          throw new Difference(wording.unanswered(entry.client.name, watch.request, expected));
        }
        compare(entry.client, watch.request, expected, entry.answer);
      }
      const { body } = watch.expected as Answer;
      const index = (body as { node?: { modifiedIndex: number } }).node?.modifiedIndex;
      if (index !== undefined) this.answered.push({ request: watch.request, index });
    }
    this.watches = this.watches.filter(({ expected }) => expected === undefined);
  }
}

function compare(client: KeysClient, request: KeysRequest, expected: Answer, answer: Answer): void {
  if (isDeepStrictEqual(answer, expected)) return;
  throw new Difference(wording.difference(client.name, request, expected, answer));
}
