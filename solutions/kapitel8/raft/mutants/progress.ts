import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { guide, paper, raft } from './edits.ts';

/** What a leader knows of its followers: nextIndex and matchIndex. */
export const progressMutants: readonly Mutant[] = [
  {
    id: 'match-index-goes-back',
    title: 'matchIndex sinkt mit einer verspäteten Antwort',
    source: 'PySyncObj, Issue 167; zhebrak/raftos, Issue 25',
    killedBy: ['stale-replies'],
    edits: [
      raft(
        'const match = Math.max(this.matchIndex.get(peer) ?? 0, index);',
        'const match = index;',
      ),
    ],
  },
  {
    id: 'match-index-is-what-was-sent',
    title: 'matchIndex auf das Ende des eigenen Logs gesetzt',
    source: guide('Failure to follow The Rules'),
    killedBy: ['commit-majority'],
    edits: [
      raft(
        '      this.recordMatch(from, message.matchIndex);',
        '      this.recordMatch(from, this.log.lastIndex);',
      ),
    ],
  },
  {
    id: 'match-index-kept-over-terms',
    title: 'matchIndex aus einer früheren Amtszeit weiterverwendet',
    source: paper('Abb. 2, „Volatile state on leaders“'),
    killedBy: ['stale-replies'],
    edits: [
      raft(
        '      this.matchIndex.set(peer, 0);',
        '      this.matchIndex.set(peer, this.matchIndex.get(peer) ?? 0);',
      ),
    ],
  },
  {
    id: 'stale-append-reply-processed',
    title: 'Antwort auf ein AppendEntries aus altem Term verarbeitet',
    source: guide('Term confusion'),
    killedBy: ['stale-replies'],
    edits: [
      raft(
        `    if (this.role !== 'leader' || message.term !== this.currentTerm) return;
    const next`,
        `    if (this.role !== 'leader') return;
    const next`,
      ),
    ],
  },
  {
    id: 'next-index-underflow',
    title: 'nextIndex sinkt mit jeder Ablehnung, auch unter 1',
    source: `${paper('§ 5.3')}; häufiger Fehler in Praktika`,
    killedBy: ['laggard-repaired'],
    edits: [
      raft(
        `    } else if (message.prevLogIndex === next - 1) {
      // A reply to an older question has a different prevLogIndex and says nothing new.
      const hint = message.conflictIndex ?? next - 1;
      this.nextIndex.set(from, Math.max(1, Math.min(next - 1, hint)));`,
        `    } else {
      this.nextIndex.set(from, next - 1);`,
      ),
    ],
  },
  {
    id: 'refusal-ignored',
    title: 'Ablehnung eines AppendEntries bleibt ohne Folge',
    source: paper('§ 5.3'),
    killedBy: ['laggard-repaired'],
    edits: [
      raft(
        '} else if (message.prevLogIndex === next - 1) {',
        '} else if (message.prevLogIndex < 0) {',
      ),
    ],
  },
  {
    id: 'next-index-kept-over-terms',
    title: 'nextIndex aus einer früheren Amtszeit weiterverwendet',
    source: paper('Abb. 2, „Volatile state on leaders“'),
    killedBy: ['stale-replies'],
    edits: [
      raft(
        '      this.nextIndex.set(peer, this.log.lastIndex + 1);',
        '      this.nextIndex.set(peer, this.nextIndex.get(peer) ?? this.log.lastIndex + 1);',
      ),
    ],
  },
  {
    id: 'lost-entries-not-repeated',
    title: 'Verlorene Einträge nicht wiederholt: Heartbeats sind immer leer',
    source: paper('§ 5.3'),
    killedBy: ['commit-advances'],
    edits: [
      raft(
        `    for (const peer of this.context.peers) this.replicateTo(peer);
    this.context.setTimer('heartbeat', heartbeatIntervalMs);`,
        `    for (const peer of this.context.peers) this.replicateTo(peer, true);
    this.context.setTimer('heartbeat', heartbeatIntervalMs);`,
      ),
      raft(
        '  private replicateTo(peer: NodeId): void {',
        '  private replicateTo(peer: NodeId, empty = false): void {',
      ),
      raft('entries: this.log.from(next),', 'entries: empty ? [] : this.log.from(next),'),
    ],
  },
  {
    id: 'whole-log-every-time',
    title: 'Bei jedem Heartbeat das ganze Log gesendet',
    source: 'häufiger Fehler in Praktika',
    killedBy: ['few-messages'],
    edits: [
      raft(
        '    this.nextIndex.set(peer, match + 1);',
        '    this.nextIndex.set(peer, this.log.snapshotIndex + 1);',
      ),
    ],
  },
];
