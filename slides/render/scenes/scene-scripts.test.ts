import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { beforeAll, expect, test } from 'vitest';
import { loadCatalogue } from '../../../grader/catalogue/catalogue.ts';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import type { SceneResult } from '../../../grader/scenes/result.ts';
import type { Fault, Scenario } from '../../../grader/simulator/scenario.ts';
import type { Trace } from '../../../grader/simulator/trace.ts';
import type { ChamberEnd } from '../../web/machine/clerk-calls.ts';
import { forked, forksBefore } from '../../web/player/fork/forked.ts';
import type { SceneOffer, SceneProgram } from '../../web/scenes/contract.ts';
import { type ReadStaged, readStaged } from '../../web/scenes/read-staged.ts';
import { sceneScripts } from './scene-scripts.ts';

const layout = ownLayout();
const nonce = 'a-b-c-d';

interface Loaded {
  readonly stage: string;
  readonly programs: Readonly<Record<string, SceneProgram>>;
  readonly offers: readonly SceneOffer[];
  readonly files: readonly (readonly [string, string])[];
}

let plain: Loaded;
let complete: Loaded;
beforeAll(async () => {
  const exercises = (await loadCatalogue(layout)).flatMap((chapter) => chapter.exercises);
  const load = async (withReferences: boolean): Promise<Loaded> => {
    const { files, offers } = await sceneScripts(layout, exercises, { withReferences });
    const page: { sceneStage?: string; scenePrograms?: Record<string, SceneProgram> } = {};
    for (const [, code] of files) new Function('globalThis', code)(page);
    const { sceneStage = '', scenePrograms = {} } = page;
    return { stage: sceneStage, programs: scenePrograms, offers: [...offers.values()], files };
  };
  plain = await load(false);
  complete = await load(true);
}, 240_000);

interface Wanted {
  readonly id: string;
  readonly faults: readonly Fault[];
}

/** Plays scenes with the workbook's own solutions, in a realm of its own as the chamber has. */
async function play(wanted: readonly Wanted[]): Promise<ReadStaged[]> {
  const acts = wanted.map(({ id, faults }) => {
    const { code = '', references: cast = [] } = complete.programs[id] ?? {};
    return { code: `${code}\nreturn piece.scene;`, host: { cast, faults } };
  });
  const worker = new Worker(
    `const { parentPort, workerData: { stage, acts } } = require('node:worker_threads');
const { serve, ...rest } = new Function(stage + '; return stage;')();
const { now } = Date, { stringify } = JSON;
for (const { code, host } of acts) {
  const scene = new Function('stage', code)({ serve, ...rest });
  serve(scene, { now, ...host, send: (said) => {
    if (said.kind === 'staged') parentPort.postMessage(stringify({ nonce: '${nonce}', seq: 0, ...said }));
  } });
}`,
    { eval: true, workerData: { stage: complete.stage, acts } },
  );
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (text: string) => said.push(text));
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
  expect(said.length).toBe(wanted.length);
  return said.map((text) => {
    const end = readStaged(ended(text));
    if (end.kind !== 'staged') throw new Error(text.slice(0, 500));
    return end.staged;
  });
}

function ended(text: string): ChamberEnd {
  const end = JSON.stringify({ nonce, seq: 1, kind: 'end' });
  return { kind: 'said', nonce, messages: [text, end] };
}

function committed({ chapter, id }: SceneOffer): SceneResult {
  return JSON.parse(
    readFileSync(join(layout.chapters, chapter, 'ablaeufe', `${id}.json`), 'utf8'),
  ) as SceneResult;
}

test('with the references every scene goes as the book has it', async () => {
  const { offers } = complete;
  expect(offers.length).toBeGreaterThan(15);
  const staged = await play(offers.map(({ id }) => ({ id, faults: [] })));
  for (const [at, offer] of offers.entries()) {
    const { trace, shown, labels } = committed(offer);
    const seen = staged[at];
    expect([offer.id, seen?.fault]).toEqual([offer.id, undefined]);
    expect(JSON.parse(JSON.stringify(seen?.trace))).toEqual(trace);
    expect([offer.id, seen?.shown]).toEqual([offer.id, shown]);
    expect([offer.id, seen?.labels]).toEqual([offer.id, labels]);
    expect([offer.id, seen?.scenario]).toEqual([offer.id, offer.scenario]);
  }
});

test('with one fault more, all that came before stays as it was', async () => {
  const wanted = complete.offers.flatMap((offer) => {
    const trace = committed(offer).trace as Trace;
    const scenario = offer.scenario as Scenario;
    const sends = trace.events.filter(({ kind }) => kind === 'send');
    const { seq } = sends[Math.floor(sends.length / 2)] ?? { seq: 0 };
    return (['drop', 'delay'] as const).flatMap((kind) => {
      const disturbance = kind === 'drop' ? { kind } : { kind, byMs: 40 };
      const { faults } = forked(scenario, trace, seq, disturbance) ?? { faults: [] };
      const added = faults.slice(scenario.faults.length);
      if (added.length === 0) return [];
      const before = forksBefore(trace, seq, disturbance);
      return [{ id: offer.id, faults: added, trace, before }];
    });
  });
  expect(wanted.length).toBeGreaterThan(25);
  let changed = 0;
  for (const [at, staged] of (await play(wanted)).entries()) {
    const { id, trace, before, faults } = wanted[at] as (typeof wanted)[number];
    const events = JSON.parse(JSON.stringify(staged.trace?.events ?? []));
    expect([id, events.slice(0, before)]).toEqual([id, trace.events.slice(0, before)]);
    if (JSON.stringify(events) !== JSON.stringify(trace.events)) changed += 1;
    expect(staged.scenario?.faults.slice(-1)).toEqual(faults);
  }
  expect(changed).toBeGreaterThan(wanted.length * 0.8);
});

test('without a word from outside no script has code of a solution', () => {
  const everything = plain.files.map(([, code]) => code).join('\n');
  const references = Object.values(complete.programs).flatMap((program) => program.references);
  expect(new Set(references.map(({ exercise }) => exercise)).size).toBeGreaterThan(7);
  const pieces = references.flatMap(({ solution: { code } }) => {
    return Array.from({ length: 40 }, (_, i) => {
      const start = Math.floor(((code.length - 60) * i) / 40);
      return JSON.stringify(code.slice(start, start + 60)).slice(1, -1);
    });
  });
  expect(pieces.filter((piece) => everything.includes(piece))).toEqual([]);
  expect(Object.values(plain.programs).flatMap((program) => program.references)).toEqual([]);
  // The search finds what is there.
  const withThem = complete.files.map(([, code]) => code).join('\n');
  expect(pieces.every((piece) => withThem.includes(piece))).toBe(true);
});

test('each exercise plays with the reader’s code, unless its reference is public anyway', () => {
  const by = new Map(plain.offers.map((offer) => [offer.id, offer]));
  const namesOf = (id: string) => by.get(id)?.own.map(({ exercise }) => exercise);
  expect(namesOf('raft-wahl')).toEqual(['raft']);
  expect(namesOf('raft-und-gossip')).toEqual(['raft', 'gossip']);
  expect(namesOf('sperre-mit-lease')).toEqual(['config-store']);
  expect(namesOf('anmeldung-und-ausfall')).toEqual(['service-discovery']);
  expect(by.get('anmeldung-und-ausfall')?.borrowed).toEqual([
    { exercise: 'config-store', from: 'service-discovery' },
  ]);
  // Code of the author's can be played by everybody.
  for (const { own, scenario } of plain.offers)
    expect(own.length === 0).toBe(scenario !== undefined);
  expect(by.get('zwei-kopien')?.scenario).toBeDefined();
});

test('what is not a whole run is not believed', async () => {
  const [raft] = await play([{ id: 'raft-wahl', faults: [] }]);
  const read = (staged: object) =>
    readStaged(ended(JSON.stringify({ nonce, seq: 0, kind: 'staged', staged }))).kind;
  expect(read(raft as object)).toBe('staged');
  const { trace } = raft as { readonly trace: Trace };
  const [first, ...others] = trace.events;
  const evil = '<img src=x onerror=alert(1)>';
  const broken: object[] = [
    { ...raft, html: evil },
    { ...raft, shown: [trace.events.length] },
    { ...raft, shown: [evil] },
    { ...raft, labels: [{ event: 0, text: 'x'.repeat(3_000) }] },
    { ...raft, trace: { ...trace, endedAtMs: evil } },
    { ...raft, trace: { ...trace, events: others } },
    { ...raft, trace: { ...trace, events: [{ ...first, atMs: evil }, ...others] } },
    { ...raft, trace: { ...trace, events: [{ ...first, node: 'n9' }, ...others] } },
    { ...raft, trace: { ...trace, events: [{ ...first, clock: [1] }, ...others] } },
    { ...raft, scenario: { ...raft?.scenario, faults: [{ kind: 'drop', message: evil }] } },
  ];
  for (const staged of broken) expect([read(staged), staged]).toEqual(['not-completed', staged]);
  expect(readStaged({ ...ended('{}'), nonce: 'other' } as ChamberEnd).kind).toBe('not-completed');
});
