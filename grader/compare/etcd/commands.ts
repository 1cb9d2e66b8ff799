import * as fc from 'fast-check';
import type { StoreQuery } from '#kapitel8/config-store';
import type { KeysRequest } from './keys-client.ts';
import { wording } from './wording.ts';
import type { StoreModel, World } from './world.ts';

type KeysCommand = fc.AsyncCommand<StoreModel, World>;

/** A request whose comparison refers to what is there when it is sent. */
interface Template {
  readonly method: KeysRequest['method'];
  readonly key: string;
  readonly query: StoreQuery;
  readonly compareValue?: 'match' | 'other' | 'empty' | undefined;
  readonly compareIndex?: 'match' | 'other' | 'zero' | undefined;
}

class RequestCommand implements KeysCommand {
  private sent: KeysRequest | undefined;

  constructor(private readonly template: Template) {}

  check(model: Readonly<StoreModel>): boolean {
    this.sent = undefined;
    return model !== undefined;
  }

  async run(model: StoreModel, world: World): Promise<void> {
    const request = requestOf(this.template, model);
    this.sent = request;
    // What nobody ever put below a directory that goes is told by etcd in some cases only; see
    // deviations.ts.
    if (request.method === 'DELETE' && isWatchedInVain(request.key, model, world)) return;
    await world.send(request);
  }

  toString(): string {
    return wording.request(this.sent ?? this.template);
  }
}

class WatchCommand implements KeysCommand {
  private sent: KeysRequest | undefined;

  constructor(
    private readonly key: string,
    private readonly recursive: boolean,
    /** Relative to the index of the next event; `undefined`: from now on. */
    private readonly since: number | undefined,
    /** Go on where the last answered watch got to. */
    private readonly goesOn: boolean,
  ) {}

  check(): boolean {
    return true;
  }

  async run(model: StoreModel, world: World): Promise<void> {
    const request = this.requestFor(model, world);
    this.sent = request;
    await world.watch(request);
  }

  private requestFor(model: StoreModel, world: World): KeysRequest {
    const last = world.answered.at(-1);
    if (this.goesOn && last !== undefined) {
      const query = { ...last.request.query, waitIndex: last.index + 1 };
      return { ...last.request, query };
    }
    const recursive = this.recursive ? { recursive: true } : {};
    const waitIndex =
      this.since === undefined ? {} : { waitIndex: Math.max(1, model.index + 1 + this.since) };
    return { method: 'GET', key: this.key, query: { wait: true, ...recursive, ...waitIndex } };
  }

  toString(): string {
    return this.sent === undefined ? `GET ${this.key} (wait)` : wording.request(this.sent);
  }
}

/** Some keys with short lives, and the time until all of them have ended everywhere. */
class ExpiryCommand implements KeysCommand {
  constructor(private readonly requests: readonly KeysRequest[]) {}

  check(): boolean {
    return true;
  }

  async run(model: StoreModel, world: World): Promise<void> {
    for (const request of this.requests) {
      if (isWatchedInVain(request.key, model, world)) continue;
      await world.send(request);
    }
    await world.pass(shortestLifeMs);
  }

  toString(): string {
    return [...this.requests.map(wording.request), `… ${shortestLifeMs} ms`].join('; ');
  }
}

/** Long enough for a few requests in a row, on a busy machine as well. */
const shortestLifeMs = 2_000;

function isWatchedInVain(key: string, model: StoreModel, world: World): boolean {
  const directory = key.endsWith('/') ? key : `${key}/`;
  return world.pending.some(
    (watch) => watch.key.startsWith(directory) && !model.has(watch.key) && model.has(key),
  );
}

function requestOf(
  { method, key, query, ...comparison }: Template,
  model: StoreModel,
): KeysRequest {
  const { compareValue, compareIndex } = comparison;
  const { body } = model.now({ method: 'GET', key, query: {} });
  const { value = '', modifiedIndex = 1 } =
    (body as { node?: { value?: string; modifiedIndex?: number } }).node ?? {};
  const asked: Record<string, StoreQuery[keyof StoreQuery]> = {};
  for (const [name, field] of Object.entries(query)) {
    if (field !== undefined) asked[name] = field;
  }
  if (compareValue === 'empty') asked.prevValue = '';
  if (compareValue === 'other') asked.prevValue = 'anders';
  if (compareValue === 'match') asked.prevValue = value === '' ? 'anders' : value;
  if (compareIndex === 'match') asked.prevIndex = modifiedIndex;
  if (compareIndex === 'other') asked.prevIndex = modifiedIndex + 1;
  if (compareIndex === 'zero') asked.prevIndex = 0;
  return { method, key, query: asked };
}

const maybe = <Value>(...values: readonly Value[]): fc.Arbitrary<Value | undefined> =>
  fc.constantFrom<Value | undefined>(undefined, undefined, ...values);
const value = fc.constantFrom('x', 'y', '', 'mit Leerzeichen & Umlaut ü', undefined);
/** Whole hundreds of seconds: the runs are short, so what is left rounds to the same hundred. */
const ttl = maybe<number | null>(100, 300, null);
const compareValue = fc.constantFrom<Template['compareValue']>(
  undefined,
  'match',
  'match',
  'other',
  'empty',
);
const compareIndex = fc.constantFrom<Template['compareIndex']>(
  undefined,
  'match',
  'match',
  'other',
  'zero',
);

/** Requests at these keys: `'/a'`, below the directory of the run. */
function requestCommands(keys: fc.Arbitrary<string>): fc.Arbitrary<KeysCommand>[] {
  const template = (
    method: Template['method'],
    fields: { [Name in keyof StoreQuery]: fc.Arbitrary<StoreQuery[Name] | undefined> },
    comparison: fc.Arbitrary<Pick<Template, 'compareValue' | 'compareIndex'>> = fc.constant({}),
  ): fc.Arbitrary<KeysCommand> =>
    fc
      .tuple(keys, fc.record(fields as Record<string, fc.Arbitrary<unknown>>), comparison)
      .map(([key, query, compared]) => new RequestCommand({ method, key, query, ...compared }));
  const compared = fc.record({ compareValue, compareIndex });
  const dir = maybe(true, false);
  return [
    template('PUT', { value, dir: fc.constantFrom(undefined, undefined, undefined, true), ttl }),
    template('PUT', { value: fc.constantFrom('x', 'y'), ttl }),
    template('PUT', { value, dir, ttl, prevExist: fc.constant(false) }, compared),
    template('PUT', { value, dir, ttl, prevExist: fc.constant(true) }),
    template('PUT', { value, ttl, prevExist: maybe(true) }, compared),
    template('PUT', {
      value: fc.constantFrom(undefined, undefined, '', 'x'),
      ttl: fc.constantFrom(100, 200, 200, null, undefined),
      refresh: fc.constant(true),
      prevExist: maybe(true, false),
      dir: maybe(true),
    }),
    template('PUT', { ttl: fc.constant(100), refresh: fc.constant(true) }, compared),
    template('POST', { value, dir: maybe(true), ttl }),
    template('DELETE', { dir, recursive: maybe(true) }),
    template('DELETE', { recursive: maybe(true) }, compared),
    template('GET', { recursive: maybe(true), sorted: maybe(true) }),
    template('GET', { recursive: fc.constant(true), sorted: fc.constant(true) }),
  ];
}

const plainKeys = fc.constantFrom('/a', '/a/b', '/a/b/c', '/d', '/d/e', '/d/e/', '/z');
const allKeys = fc.constantFrom(
  '/a',
  '/a/b',
  '/ab',
  '/a-b',
  '/a/_h',
  '/_x/y',
  '/_x',
  '/d/e',
  '/d/',
);

function watchCommands(
  keys: fc.Arbitrary<string>,
  since: fc.Arbitrary<number | undefined>,
  goesOn: fc.Arbitrary<boolean>,
): fc.Arbitrary<KeysCommand> {
  return fc
    .tuple(keys, fc.boolean(), since, goesOn)
    .map((parameters) => new WatchCommand(...parameters));
}

/** All keys, also hidden ones; watches look at what is still to come. */
export const presentCommands: readonly fc.Arbitrary<KeysCommand>[] = [
  ...requestCommands(allKeys),
  watchCommands(allKeys, fc.constantFrom(undefined, 0, 1, 2), fc.constant(false)),
];

/** Keys on which history and present agree in etcd; watches look back as well. */
export const historyCommands: readonly fc.Arbitrary<KeysCommand>[] = [
  ...requestCommands(plainKeys),
  watchCommands(plainKeys, fc.constantFrom(0, -1, -2, -3, -5, -9, 1), fc.boolean()),
  watchCommands(plainKeys, fc.constantFrom(0, -1, -2, -3, -5, -9), fc.constant(true)),
];

/** The same with lifetimes that end. */
export const expiryCommands: readonly fc.Arbitrary<KeysCommand>[] = [
  ...historyCommands,
  fc
    .tuple(
      fc.array(
        expiring({ value: 'x', ttl: 2 }, { dir: true, ttl: 2 }, { ttl: 2, prevExist: true }),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      // Gone at once by our rules, at the next look by etcd's: nothing else may come in between.
      fc.array(expiring({ value: 'x', ttl: 0 }, { ttl: 0, refresh: true }), { maxLength: 1 }),
    )
    .map(([short, none]) => new ExpiryCommand([...short, ...none])),
];

function expiring(...queries: readonly StoreQuery[]): fc.Arbitrary<KeysRequest> {
  return fc.record({
    method: fc.constant('PUT' as const),
    key: plainKeys,
    query: fc.constantFrom(...queries),
  });
}
