import { describe, expect, it } from 'vitest';
import { loadCatalogue } from './catalogue.ts';
import { closest } from './closest.ts';
import { ownLayout } from './layout.ts';
import { selectExercises } from './select.ts';

const catalogue = await loadCatalogue(ownLayout());

function chosen(...names: string[]) {
  const selection = selectExercises(catalogue, names);
  if (selection.kind === 'unknown') return selection;
  return selection.exercises.map(({ manifest }) => manifest.id);
}

describe('selectExercises', () => {
  it('knows exercises by name, by number, with their chapter and by folder', () => {
    for (const name of ['raft', '8.8', 'kapitel8/raft', 'exercises/kapitel8/raft/', 'RAFT']) {
      expect(chosen(name)).toEqual(['raft']);
    }
    expect(chosen('exercises\\kapitel8\\raft')).toEqual(['raft']);
  });

  it('takes a chapter for all of its exercises, each once and in its order', () => {
    const all = catalogue.flatMap(({ exercises }) => exercises.map(({ manifest }) => manifest.id));
    expect(chosen('raft', 'kapitel8', 'lamport')).toEqual(all);
    expect(chosen('raft', 'lamport')).toEqual(['lamport', 'raft']);
  });

  it('offers the nearest name for a typo, and none for something else', () => {
    expect(chosen('raft', 'lamprot')).toEqual({
      kind: 'unknown',
      name: 'lamprot',
      meant: 'lamport',
    });
    expect(chosen('kapitel88')).toMatchObject({ meant: 'kapitel8' });
    expect(chosen('blockchain')).toMatchObject({ kind: 'unknown', meant: undefined });
  });
});

describe('closest', () => {
  it('takes the only candidate that contains the word', () => {
    expect(closest('total', ['clock-wire', 'order-strict-total'])).toBe('order-strict-total');
    expect(closest('order', ['order-extends', 'order-strict-total'])).toBeUndefined();
  });

  it('prefers swapped letters to other letters', () => {
    expect(closest('--jbos', ['--json', '--jobs'])).toBe('--jobs');
  });
});
