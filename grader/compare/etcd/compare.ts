import * as fc from 'fast-check';
import type { Store } from '#kapitel8/config-store';
import { createStore } from '../../../solutions/kapitel8/config-store/reference/store.ts';
import { expiryCommands, historyCommands, presentCommands } from './commands.ts';
import { checkDeviations } from './deviations.ts';
import { type Server, startEtcd } from './etcd-server.ts';
import { KeysClient } from './keys-client.ts';
import { checkLecture } from './lecture.ts';
import { startReference } from './reference-server.ts';
import { wording } from './wording.ts';
import { Difference, StoreModel, World } from './world.ts';

export interface CompareOptions {
  readonly seed: number;
  /** So many sequences of each kind, and a tenth of it where lifetimes have to end in real time. */
  readonly runs?: number;
  /** What is compared with etcd; the reference by default. */
  readonly store?: Store;
  readonly onLine: (line: string) => void;
}

/** Sequences of one kind: how many, how long. */
interface Suite {
  readonly title: string;
  readonly commands: readonly fc.Arbitrary<fc.AsyncCommand<StoreModel, World>>[];
  readonly runsPerTen: number;
  readonly maxCommands: number;
}

const defaultRuns = 40;

const suites: readonly Suite[] = [
  {
    title: 'Anfragen und Watches auf Kommendes',
    commands: presentCommands,
    runsPerTen: 10,
    maxCommands: 40,
  },
  { title: 'Watches in die Historie', commands: historyCommands, runsPerTen: 6, maxCommands: 35 },
  { title: 'Verfall', commands: expiryCommands, runsPerTen: 1, maxCommands: 20 },
];

/** Runs everything against both. True if they agree. */
export async function compareStores(options: CompareOptions): Promise<boolean> {
  const etcd = await startEtcd();
  const reference = await startReference(options.store ?? createStore()).catch(
    async (error: unknown) => {
      await etcd.close();
      throw error;
    },
  );
  try {
    const pair = { etcd, Referenz: reference };
    const results = [await report('Anfragen der Vorlesung', options, () => checkLecture(pair))];
    for (const suite of suites) results.push(await runSuite(suite, pair, options));
    results.push(await report('Bekannte Abweichungen', options, () => checkDeviations(pair)));
    return results.every(Boolean);
  } finally {
    await Promise.all([etcd.close(), reference.close()]);
  }
}

export type Pair = Readonly<Record<'etcd' | 'Referenz', Server>>;

async function report(
  title: string,
  { onLine }: CompareOptions,
  check: () => Promise<string>,
): Promise<boolean> {
  try {
    onLine(wording.agreed(title, await check()));
    return true;
  } catch (error) {
    if (!(error instanceof Difference)) throw error;
    onLine(wording.differs(title, `  ${error.message}`));
    return false;
  }
}

let directories = 0;

async function runSuite(suite: Suite, pair: Pair, options: CompareOptions): Promise<boolean> {
  const { title, commands, maxCommands } = suite;
  const numRuns = Math.ceil(((options.runs ?? defaultRuns) * suite.runsPerTen) / 10);
  let requests = 0;
  const sequences = fc.commands([...commands], { maxCommands, size: 'max' });
  const property = fc.asyncProperty(sequences, async (sequence) => {
    const directory = `/lauf${++directories}`;
    const clients = Object.entries(pair).map(
      ([name, server]) => new KeysClient(name, server.url, directory),
    );
    for (const client of clients) {
      await client.send({ method: 'PUT', key: '', query: { dir: true } });
      await client.begin();
    }
    const model = new StoreModel();
    const world = new World(model, clients);
    try {
      await fc.asyncModelRun(() => ({ model, real: world }), sequence);
    } finally {
      await world.finish();
    }
    requests += [...sequence].length;
  });
  const details = await fc.check(property, {
    seed: options.seed,
    numRuns,
    endOnFailure: false,
    // Each attempt at something smaller is a run against real servers.
    interruptAfterTimeLimit: 120_000,
  });
  if (!details.failed) {
    options.onLine(wording.agreed(title, `${details.numRuns} Abläufe, ${requests} Schritte`));
    return true;
  }
  const error = details.errorInstance;
  if (!(error instanceof Difference)) throw error ?? new Error('the comparison was interrupted');
  const sequence = details.counterexample?.[0] ?? [];
  const steps = [...sequence].map(String);
  const text = [`  ${error.message}`, wording.sequence(steps), wording.again(options.seed)];
  options.onLine(wording.differs(title, text.join('\n')));
  return false;
}
