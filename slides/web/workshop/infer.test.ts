import { expect, test } from 'vitest';
import { loadCatalogue } from '../../../grader/catalogue/catalogue.ts';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { knownTypesFor } from '../../render/workshop/known-types.ts';
import { Inference, standardKind } from './infer.ts';

const layout = ownLayout();
const exercises = (await loadCatalogue(layout)).flatMap((chapter) => chapter.exercises);
const lamport = exercises.find(({ manifest }) => manifest.id === 'lamport');
if (lamport === undefined) throw new Error('no exercise lamport');
const known = await knownTypesFor(layout, lamport);

const text = `export function createLamportClock(): LamportClock { return clock; }
class Node {
  private readonly waiting: readonly Stamp[] = [];
  constructor(private readonly context: Context<MutexMessage>) {}
}
export function createMutexProcess(
  context: Context<MutexMessage>,
): Process<MutexMessage, MutexRequest, MutexResponse> {
  const clock = createLamportClock();
  const store = context.storage;
  const later = { time: clock.tick() };
  return {
    onMessage(from, message) {
      for (const stamp of this.waiting) { }
    },
  };
}
`;
const inference = new Inference(known, text, text.length);

test.each([
  ['context', 'Context<MutexMessage>'],
  ['this.context', 'Context<MutexMessage>'],
  ['clock', 'LamportClock'],
  ['clock.tick()', 'number'],
  ['store', 'StableStorage'],
  ['this.context.storage', 'StableStorage'],
  ['message', 'MutexMessage'],
  ['message.type', "'request' | 'ack' | 'release'"],
  ['from', 'NodeId'],
  ['this.waiting', 'readonly Stamp[]'],
  ['this.waiting[0]', 'Stamp'],
  ['stamp', 'Stamp'],
  ['context.peers', 'readonly NodeId[]'],
  ['nobody', undefined],
])('%s is %s', (expression, type) => {
  expect(inference.typeOf(expression)).toBe(type);
});

test('members come from every alternative of a union, and from nothing that is an array', () => {
  const names = (type: string): string[] => inference.members(type).map(({ name }) => name);
  expect(names('ClockRequest')).toEqual(['type', 'to']);
  expect(names('Context<string>')).toContain('setTimer');
  expect(names('Stamp | undefined')).toEqual(['time', 'node']);
  expect(names('readonly Stamp[]')).toEqual([]);
  expect(standardKind('readonly Stamp[]')).toBe('array');
  expect(standardKind('NodeId')).toBe('string');
});

test('every exercise has its contract and the simulator, with what the authors wrote of them', async () => {
  for (const exercise of exercises) {
    const { types } = await knownTypesFor(layout, exercise);
    const context = types.find(({ name, from }) => name === 'Context' && from === '#simulator');
    expect(context?.members.find(({ name }) => name === 'send')?.doc).toMatch(/copy of/);
    expect(types.filter(({ from }) => from.startsWith('./')).length).toBeGreaterThan(3);
    for (const { declaration, members } of types) {
      expect(declaration).not.toContain('/*');
      for (const { signature } of members) expect(signature).not.toContain('/*');
    }
  }
  expect(known.types.find(({ name }) => name === 'LamportClock')?.doc).toMatch(/logische Uhr/);
});
