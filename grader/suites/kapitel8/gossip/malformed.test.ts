import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { plainSubmissionOf } from '../../../sandbox/plain.ts';
import { runSuite } from '../../run-suite.ts';
import { suite } from './suite.ts';

/**
 * Submissions that keep no promise of the contract: the suite must find fault with them, and must
 * never break itself, for that would be charged to nobody.
 */
const helpers = `
export const isNewer = () => 'ja';
export const minimumRounds = () => Number.NaN;
export const supersedes = () => undefined;
`;

const malformed: Readonly<Record<string, string>> = {
  'empty processes': `${helpers}
    export const merge = () => null;
    export const createGossip = () => ({ onMessage() {} });
    export const createMember = createGossip;`,
  'messages of other forms': `${helpers}
    export const merge = () => [1, 2];
    export const createGossip = (context) => ({
      onStart() { context.setTimer('t', context.peers.length === 0 ? 1 : 20); },
      onTimer() {
        const [peer] = context.peers;
        context.setTimer('t', 20);
        for (const message of [null, 7, 'gossip', [], { type: 'gossip' }, { type: 'gossip', rumors: [] },
          { type: 'gossip', rumors: [null] }, { type: 'gossip', rumors: [{ key: 'a' }] },
          { type: 'digest' }, { type: 'digest', versions: [3] }, { type: 'entries', rumors: 1 },
          { type: 'ping' }, { type: 'ping', sequence: 'x', members: [null] },
          { type: 'ack', sequence: 1, members: {} }, { type: 'ping-req', sequence: 1, members: [] }]) {
          context.send(peer, message);
        }
      },
      onMessage() {},
      onRequest(_request, respond) { respond({ kind: 'entry', entry: {} }); },
    });
    export const createMember = createGossip;`,
  'answers of other forms': `${helpers}
    export const merge = () => ({ a: null, b: 3 });
    export const createGossip = (context) => ({
      onMessage() {},
      onRequest(request, respond) {
        respond(request.kind === 'put' ? { kind: 'stored', timestamp: -1.5 } : null);
      },
    });
    export const createMember = () => ({
      onMessage(from, message) {},
      onRequest(_request, respond) { respond({ kind: 'members', members: [{}, 1, null] }); },
    });`,
};

describe('submissions that break the contract', () => {
  it.each(Object.entries(malformed))('judges %s without an error of its own', async (_, text) => {
    const contract = new URL('../../../../exercises/kapitel8/gossip/protocol.ts', import.meta.url);
    const files = new Map([
      ['gossip.ts', text],
      ['protocol.ts', await readFile(contract, 'utf8')],
    ]);
    const submission = await plainSubmissionOf({ entry: 'gossip.ts', files });
    const { properties } = runSuite(suite, submission, { seed: 1, minimise: false });
    const outcomes = properties.map(({ id, outcome, message }) => ({ id, outcome, message }));
    expect(outcomes.filter(({ outcome }) => outcome === 'error')).toEqual([]);
    expect(outcomes.filter(({ outcome }) => outcome === 'holds')).toEqual([]);
  });
});
