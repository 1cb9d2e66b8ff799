import type { Rumor, Version } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import type { NodeId } from '../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { type ClusterInput, lastQuestionsMs } from './cluster-input.ts';
import type { GossipSeen } from './gossip-run.ts';
import { handlingsOf } from './handlings.ts';
import { isNewerVersion, readMessage, readResponse, sameRumor } from './messages.ts';
import type { DigestAnswer, Get } from './observed.ts';
import { wording } from './wording.ts';

interface Answered {
  readonly rumors: readonly Rumor[];
  readonly wanted: readonly string[];
}

/** What a handler sent to `from` in `entries` messages, taken together. */
function answerOf({ sends, from }: Pick<DigestAnswer, 'sends' | 'from'>): Answered {
  const messages = sends
    .filter(({ to }) => to === from)
    .map(({ message }) => readMessage(message))
    .filter((message) => message?.type === 'entries');
  return {
    rumors: messages.flatMap(({ rumors }) => rumors),
    wanted: messages.flatMap(({ wanted }) => wanted),
  };
}

export function checkDigestAnswer({ walk }: GossipSeen): Verdict {
  for (const answer of walk.digestAnswers) {
    const { node, entries, versions, seq, sends } = answer;
    const events = [sends[0]?.seq ?? seq];
    const { rumors, wanted } = answerOf(answer);
    const theirs = new Map(versions.map((version) => [version.key, version]));
    const mine = new Map(entries.map((rumor) => [rumor.key, rumor]));
    for (const rumor of entries) {
      if (!isNews(rumor, theirs) || rumors.some((sent) => sameRumor(sent, rumor))) continue;
      return violated(wording.answerLacks(node, rumor), events);
    }
    const surplus = rumors.find((sent) => !isNews(sent, theirs));
    if (surplus !== undefined) return violated(wording.answerSurplus(node, surplus), events);
    const lacking = versions.filter((version) => isNews(version, mine)).map(({ key }) => key);
    const forgotten = lacking.find((key) => !wanted.includes(key));
    if (forgotten !== undefined) return violated(wording.answerNotWanted(node, forgotten), events);
    const unneeded = wanted.find((key) => !lacking.includes(key));
    if (unneeded !== undefined) return violated(wording.answerWantsTooMuch(node, unneeded), events);
  }
  return holds;
}

function isNews(version: Version, known: ReadonlyMap<string, Version>): boolean {
  const other = known.get(version.key);
  return other === undefined || isNewerVersion(version, other);
}

export function checkWantedAnswer({ walk }: GossipSeen): Verdict {
  for (const answer of walk.wantedAnswers) {
    const { rumors } = answerOf(answer);
    for (const entry of answer.entries) {
      if (!answer.wanted.includes(entry.key)) continue;
      if (rumors.some((sent) => sameRumor(sent, entry))) continue;
      return violated(wording.wantedNotSent(answer.node, entry.key), [answer.seq]);
    }
  }
  return holds;
}

/** The k-th digest k * `antiEntropyMs` after the start, none else, each with all that is believed. */
export function checkDigestRhythm({ run, configurations, walk }: GossipSeen): Verdict {
  const { endedAtMs, nodes, events } = run.trace;
  for (const node of nodes) {
    const period = configurations[node]?.antiEntropyMs;
    if (period === undefined) continue;
    const sent = walk.digests.filter(({ send }) => send.node === node);
    for (const [index, { send, versions, entries }] of sent.entries()) {
      const { atMs, seq } = send;
      const dueMs = (index + 1) * period;
      if (atMs > dueMs) return violated(wording.digestMissing(node, dueMs), [seq]);
      if (atMs < dueMs) return violated(wording.digestSurplus(node, atMs), [seq]);
      const known = new Map(versions.map((version) => [version.key, version]));
      const lacking = entries.find((entry) => !isSameVersion(entry, known.get(entry.key)));
      if (lacking !== undefined) return violated(wording.digestLacks(node, lacking.key), [seq]);
    }
    const nextMs = (sent.length + 1) * period;
    // What is due exactly at the end may have been cut off.
    if (nextMs < endedAtMs) {
      const after = events.findIndex(({ atMs }) => atMs > nextMs);
      return violated(wording.digestMissing(node, nextMs), after < 0 ? [] : [after]);
    }
  }
  return holds;
}

function isSameVersion(one: Version, other: Version | undefined): boolean {
  return one.timestamp === other?.timestamp && one.source === other.source;
}

/** Everybody's puts count, and the newest must win everywhere. */
export function checkHealed(seen: GossipSeen, input: ClusterInput): Verdict {
  const winners = winnersOf(seen, () => true);
  return checkAgreement(seen, input, (key, rumor) => sameRumor(winners.get(key) ?? null, rumor));
}

/** A node that crashed may have taken its own puts along; everybody else's must win in the end. */
export function checkCaughtUp(seen: GossipSeen, input: ClusterInput): Verdict {
  const crashed = new Set(
    seen.run.trace.events.flatMap((event) => (event.kind === 'crash' ? [event.node] : [])),
  );
  const winners = winnersOf(seen, (node) => !crashed.has(node));
  return checkAgreement(seen, input, (key, rumor) => {
    const winner = winners.get(key);
    return winner === undefined || (rumor !== null && !isNewerVersion(winner, rumor));
  });
}

function winnersOf(
  { walk }: GossipSeen,
  counts: (node: NodeId) => boolean,
): ReadonlyMap<string, Rumor> {
  const winners = new Map<string, Rumor>();
  for (const { node, key, value, timestamp } of walk.puts) {
    if (timestamp === undefined || !counts(node)) continue;
    const rumor = { key, value, timestamp, source: node };
    const best = winners.get(key);
    if (best === undefined || isNewerVersion(rumor, best)) winners.set(key, rumor);
  }
  return winners;
}

function checkAgreement(
  { walk, run }: GossipSeen,
  input: ClusterInput,
  isRight: (key: string, rumor: Rumor | null) => boolean,
): Verdict {
  const endMs = lastQuestionsMs(input);
  const first = new Map<string, Get>();
  for (const get of walk.gets) {
    const { key, node, got, seq } = get;
    if ((run.trace.events[seq]?.atMs ?? 0) < endMs) continue;
    if (got === undefined || !isRight(key, got)) {
      return violated(wording.wrongWinner(key, node), [seq], { actual: got ?? null });
    }
    const other = first.get(key);
    if (other === undefined) first.set(key, get);
    else if (!sameRumor(other.got, got)) {
      return violated(wording.notConverged(key, other.node, node), [seq, other.seq], {
        expected: other.got,
        actual: got,
      });
    }
  }
  return holds;
}

/** No version bears two values, also across restarts: neither on the wire nor towards clients. */
export function checkVersionsUnique({ run }: GossipSeen): Verdict {
  const values = new Map<string, string>();
  let verdict: Verdict = holds;
  const note = ({ value, ...version }: Rumor, seq: number) => {
    const identity = `${version.key} ${version.timestamp} ${version.source}`;
    const known = values.get(identity);
    if (known === undefined) values.set(identity, value);
    else if (known !== value && verdict === holds) {
      verdict = violated(wording.versionTwice(version, known, value), [seq]);
    }
  };
  for (const { cause, sends, responds } of handlingsOf(run.trace)) {
    for (const { message: sent, seq } of sends) {
      const message = readMessage(sent);
      if (message === undefined || message.type === 'digest') continue;
      for (const rumor of message.rumors) note(rumor, seq);
    }
    for (const { response: sent, seq, node } of responds) {
      const response = readResponse(sent);
      if (response?.kind === 'entry' && response.entry !== null) note(response.entry, seq);
      if (response?.kind !== 'stored' || cause.kind !== 'request') continue;
      const { key, value } = cause.request as { key: string; value: string };
      note({ key, value, timestamp: response.timestamp, source: node }, seq);
    }
  }
  return verdict;
}
