import { describe, expect, it } from 'vitest';
import { changedFields, compactFields, compactNamed, compactValue } from './compact.ts';

describe('compact values', () => {
  it('show the fields of a message without its type', () => {
    expect(compactFields({ type: 'Ja', term: 2, an: undefined, list: [] }, 80, 'type')).toBe(
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

  it('show what a field holds where there is room for it', () => {
    const node = { key: '/a', value: 'x', index: 4 };
    const value = { status: 200, body: { action: 'set', node, before: { ...node, value: 'y' } } };
    expect(compactFields(value, 100)).toBe(
      "status: 200, body: { action: 'set', node: { key: '/a', value: 'x', index: 4 }, before: {…} }",
    );
    expect(compactFields(value, 70)).toBe(
      "status: 200, body: { action: 'set', node: {…}, before: {…} }",
    );
    // What is too long leaves the room to what comes after it.
    const long = { list: { text: 'x'.repeat(80) }, short: { a: 1 } };
    expect(compactFields(long, 40)).toBe('list: {…}, short: { a: 1 }');
  });

  it('name what is asked and answered', () => {
    expect(compactNamed({ type: 'acquire' }, 80)).toEqual({ name: 'acquire', fields: '' });
    expect(compactNamed({ kind: 'entry', entry: null }, 80)).toEqual({
      name: 'entry',
      fields: 'entry: null',
    });
    expect(compactNamed({ type: 'send', kind: 'x', to: 'n2' }, 80)).toEqual({
      name: 'send',
      fields: "kind: 'x', to: 'n2'",
    });
    expect(compactNamed({ ok: true, value: null }, 80)).toEqual({
      name: '',
      fields: 'ok: true, value: null',
    });
    expect(compactNamed('lies', 80)).toEqual({ name: '', fields: "'lies'" });
  });

  it('open an envelope: first what is asked, then who asks', () => {
    const command = { kind: 'put', key: 'x', value: 'a' };
    const request = { clientId: 'c1', sequence: 2, command };
    expect(compactNamed(request, 80)).toEqual({
      name: 'put',
      fields: "key: 'x', value: 'a' ∣ clientId: 'c1', sequence: 2",
    });
    expect(compactNamed(request, 30).fields).toBe("key: 'x', value: 'a' ∣ client…");
    // Two that could be meant: neither is taken.
    expect(compactNamed({ a: command, b: command }, 200).name).toBe('');
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
