import { describe, expect, it } from 'vitest';
import { encodeReplay, parseToken, type Replay } from './replay-token.ts';

const replay: Replay = {
  chapter: 'kapitel8',
  exercise: 'raft',
  suite: '0123456789ab',
  property: 'election-safety',
  experiment: 'wahl',
  seed: -7,
  input: {
    nodes: 3,
    faults: [{ kind: 'drop', message: { from: 'n1', to: 'n2', type: 'ä', k: 0 } }],
  },
};

describe('replay tokens', () => {
  it('come back as they went', () => {
    const { name, token } = encodeReplay(replay);
    expect(name).toMatch(/^raft-[0-9a-f]{8}$/);
    expect(parseToken(token)).toEqual({ kind: 'replay', replay, name });
    expect(parseToken(name)).toEqual({ kind: 'name', name });
  });

  it('survive the quotes and line breaks of a mail', () => {
    const { token, name } = encodeReplay(replay);
    const mailed = ` "${token.slice(0, 30)}\r\n  ${token.slice(30)}" `;
    expect(parseToken(mailed)).toEqual({ kind: 'replay', replay, name });
  });

  it('are refused if any one character is wrong or missing', () => {
    const { token } = encodeReplay(replay);
    for (let index = 0; index < token.length; index++) {
      const swapped = token[index] === 'a' ? 'b' : 'a';
      const changed = token.slice(0, index) + swapped + token.slice(index + 1);
      const parsed = parseToken(changed);
      // The letters of the exercise's name are no part of the checksum: the data has it again.
      if (parsed.kind === 'replay') expect(parsed.replay).toEqual(replay);
      if (index >= 'raft-'.length) expect(parsed.kind).not.toBe('replay');
      expect(parseToken(token.slice(0, index)).kind).not.toBe('replay');
    }
  });

  it.each([
    '',
    'raft',
    'raft-12',
    '../../etc/passwd',
    'raft-12345678.',
    'x'.repeat(100_000),
    '__proto__',
  ])('are refused: %.20s', (text) => {
    expect(parseToken(text)).toEqual({ kind: 'broken' });
  });

  it('are the same on every machine', () => {
    // Written down once: another compressor, another order of keys or another hash would change it.
    const { token } = encodeReplay({ ...replay, input: [1, 2, 3] });
    expect(token).toMatchInlineSnapshot(
      `"raft-769b762f.BcHbCoJAFIbRd_muf6HRStuvEl7sZEtDQ4kOHYjevbW-PLEkJoybL7lGGRCBsfpcERvGLrXd_nDsh5NfEAtGlJhqftybzeeoH8Qb4-XXglixphcZOye16sbfHw"`,
    );
  });
});
