import { describe, expect, it } from 'vitest';
import { changedFields, compactFields, compactValue } from './compact.ts';

describe('compact values', () => {
  it('show the fields of a message without its type', () => {
    expect(compactFields({ type: 'Ja', term: 2, an: undefined, list: [] }, 80)).toBe(
      'term: 2, list: []',
    );
    expect(compactFields('nur Text', 80)).toBe("'nur Text'");
    expect(compactFields(undefined, 80)).toBe('');
  });

  it('hint at what is nested too deeply for the room there is', () => {
    const value = { term: 2, entries: [{ term: 1, command: { put: ['x', 1] } }, { term: 2 }] };
    expect(compactFields(value, 90)).toBe(
      "term: 2, entries: [{ term: 1, command: { put: ['x', 1] } }, { term: 2 }]",
    );
    expect(compactFields(value, 60)).toBe(
      'term: 2, entries: [{ term: 1, command: {…} }, { term: 2 }]',
    );
    expect(compactFields(value, 40)).toBe('term: 2, entries: [{…}, {…}]');
    expect(compactFields(value, 25)).toBe('term: 2, entries: [… 2]');
    expect(compactFields(value, 10)).toBe('term: 2, …');
  });

  it('show a single value with its braces', () => {
    expect(compactValue({ term: 3, candidate: 'n1' }, 80)).toBe("{ term: 3, candidate: 'n1' }");
  });

  it('of a state keep what changed', () => {
    const before = { rolle: 'folger', term: 1, log: [1] };
    expect(changedFields(before, { rolle: 'folger', term: 2, log: [1] })).toEqual({ term: 2 });
    expect(changedFields(undefined, { term: 2 })).toEqual({ term: 2 });
    expect(changedFields(before, 'neu')).toBe('neu');
  });
});
