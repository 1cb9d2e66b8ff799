import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../catalogue/catalogue.ts';
import { ownLayout } from '../../catalogue/layout.ts';
import { withShortTraces } from '../../results/shorten-traces.ts';
import { plainMeteredSubmissionOf } from '../../sandbox/plain.ts';
import type { Counterexample } from '../../suites/report.ts';
import { runSuite } from '../../suites/run-suite.ts';
import { loadSuite, suiteFileOf } from '../../verify/trial.ts';
import { loadVariants, type Variant } from '../../verify/variants.ts';
import type { Failure, Likeness } from './likeness.ts';
import { type PlayKnown, playingHere } from './play-known.ts';
import { playingApart } from './playing-apart.ts';

const timeout = 300_000;
const layout = ownLayout();
const exercises = (await loadCatalogue(layout)).flatMap((each) => each.exercises);

const playHere = playingHere();

async function likenessesOf(
  exercise: string,
  failure: Failure,
  mutants: readonly string[],
  play: PlayKnown = playHere,
): Promise<Readonly<Record<string, Likeness>>> {
  const failures = [{ ...failure, mutants }];
  const found = await play({ layout, chapter: 'kapitel8', exercise, failures });
  return Object.fromEntries(found.get(failure.property) ?? []);
}

/** What a file keeps of the first failure of a variant. */
async function failureOf(id: string, variant: string, property: string): Promise<Failure> {
  const exercise = exercises.find(({ manifest }) => manifest.id === id);
  if (exercise === undefined) throw new Error(`no ${id}`);
  const variants = await loadVariants(layout, exercise);
  const { sources } = variants.find((each) => each.id === variant) as Variant;
  const suite = await loadSuite(suiteFileOf(layout.suites, exercise.chapter, id));
  const submission = await plainMeteredSubmissionOf(sources, []);
  const options = { seed: 4711, properties: [property] };
  const [report] = runSuite(suite, submission, options).properties;
  const result = { exercises: [{ properties: [{ counterexample: report?.counterexample }] }] };
  const [short] = withShortTraces(result as never).exercises;
  const counterexample = short?.properties[0]?.counterexample;
  if (counterexample === undefined) throw new Error(`${variant} holds`);
  expect(counterexample.message).not.toBe('');
  return { property, counterexample: JSON.parse(JSON.stringify(counterexample)) as Counterexample };
}

describe('on the input of a counterexample', { timeout }, () => {
  it('the same mistake does the same, and others do not', async () => {
    const mutants = ['vector-adds', 'vector-is-lamport', 'times-compared-as-text'];
    const failure = await failureOf('lamport', 'vector-adds', 'vector-backwards');
    expect(await likenessesOf('lamport', failure, mutants)).toEqual({
      'vector-adds': 'same-run',
      'vector-is-lamport': 'fails-otherwise',
      'times-compared-as-text': 'holds',
    });
  });

  it('a run of which only the beginning is kept is still the same', async () => {
    const failure = await failureOf('lamport', 'mutex-names-as-numbers', 'mutex-order');
    const { counterexample } = failure;
    expect(counterexample.trace).toBeDefined();
    const mutants = ['mutex-names-as-numbers', 'mutex-stamp-per-neighbour'];
    const found = await likenessesOf('lamport', failure, mutants);
    expect(found['mutex-names-as-numbers']).toBe('same-run');
    expect(found['mutex-stamp-per-neighbour']).not.toBe('same-run');
    const endedLater = { ...(counterexample.trace as object), endedAtMs: -1 };
    const other = { ...failure, counterexample: { ...counterexample, trace: endedLater } };
    expect(await likenessesOf('lamport', other, mutants)).toMatchObject({
      'mutex-names-as-numbers': 'same-message',
    });
  });

  it('the message counts, with its numbers and without', async () => {
    const failure = await failureOf('lamport', 'vector-adds', 'vector-backwards');
    const saying = (message: string) =>
      likenessesOf(
        'lamport',
        { ...failure, counterexample: { ...failure.counterexample, message } },
        ['vector-adds'],
      );
    const { message } = failure.counterexample;
    expect(message).toMatch(/\d/);
    expect(await saying(message.replace(/\d+/g, '77'))).toEqual({
      'vector-adds': 'similar-message',
    });
    expect(await saying('Etwas anderes.')).toEqual({ 'vector-adds': 'fails-otherwise' });
  });

  it('the same mistake in another solution says the same', async () => {
    const id = 'vector-shares-object@blindprobe';
    const failure = await failureOf('lamport', id, 'vector-stable');
    const found = await likenessesOf('lamport', failure, ['vector-shares-object']);
    expect(['same-message', 'same-run']).toContain(found['vector-shares-object']);
  });
});

describe('in a process of its own', { timeout }, () => {
  it('comes out what comes out here', async () => {
    const failure = await failureOf('lamport', 'vector-adds', 'vector-backwards');
    const mutants = ['vector-adds', 'vector-is-lamport'];
    const here = await likenessesOf('lamport', failure, mutants);
    expect(await likenessesOf('lamport', failure, mutants, playingApart())).toEqual(here);
  });

  it('an input that nobody can play costs its own likenesses, and nothing else', async () => {
    const failure = await failureOf('lamport', 'vector-adds', 'vector-backwards');
    const play = playingApart();
    const forged = { ...failure.counterexample, input: { steps: null } };
    expect(
      await likenessesOf('lamport', { ...failure, counterexample: forged }, ['vector-adds'], play),
    ).toEqual({ 'vector-adds': 'holds' });
    expect(await likenessesOf('lamport', failure, ['no-such-mutant'], play)).toEqual({});
    expect(await likenessesOf('lamport', failure, ['vector-adds'], play)).toEqual({
      'vector-adds': 'same-run',
    });
  });

  it('one that takes for ever is not waited for', async () => {
    const failure = await failureOf('lamport', 'vector-adds', 'vector-backwards');
    const play = playingApart({ playMs: 1, heapMiB: 256 });
    expect(await likenessesOf('lamport', failure, ['vector-adds'], play)).toEqual({});
  });
});
