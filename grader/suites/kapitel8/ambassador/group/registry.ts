import {
  type AmbassadorConfig,
  groupKey,
  maxStoreRequestsPerSecond,
  memberKey,
  registerWithinMs,
} from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import type { NodeId } from '../../../../simulator/process.ts';
import type { TraceEvent } from '../../../../simulator/trace.ts';
import type { Findings } from './finding.ts';
import type { Transition } from './health-ledger.ts';
import { ambassador, type GroupInput, group, store } from './input.ts';
import { isStoreRequest, type Logged } from './store-node.ts';
import { registryWording as wording } from './wording-registry.ts';

/** A time in which one incarnation of the ambassador was at work. */
export interface Life {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly transitions: readonly Transition[];
}

interface Entry {
  readonly value: string;
  readonly hasTtl: boolean;
}

/** Stands for a directory where an entry is looked for. */
const directory: Entry = { value: '', hasTtl: false };

const slackMs = 10;
/** A reading that was on its way when something was written may lead to a second write: so be it. */
const raceMs = 50;

/** Judges directory and traffic of the store (R3 and R4). */
export class RegistryJudge {
  /** Moments at which something else than the ambassador gave it new work. */
  private readonly disturbances: readonly number[];

  constructor(
    private readonly config: AmbassadorConfig,
    private readonly input: GroupInput,
    private readonly events: readonly TraceEvent[],
    private readonly log: readonly Logged[],
    private readonly lives: readonly Life[],
    private readonly findings: Findings,
  ) {
    this.disturbances = [...this.lossesMs(), ...input.meddling.map(({ atMs }) => atMs)];
  }

  judge(): void {
    for (const { node, weight } of this.config.members) {
      this.judgeKey(memberKey(group, node), String(weight), node);
    }
    for (const key of this.strayKeys()) this.judgeKey(key, undefined, undefined);
    this.judgeWrites();
    this.judgeTraffic();
  }

  /** Is `key` what it should be, at the latest so long after the last reason for a change? */
  private judgeKey(key: string, value: string, node: NodeId): void;
  private judgeKey(key: string, value: undefined, node: undefined): void;
  private judgeKey(key: string, value: string | undefined, node: NodeId | undefined): void {
    const history = this.historyOf(key);
    for (const life of this.lives) {
      const own = life.transitions.filter((transition) => transition.node === node);
      const resets = [life.fromMs, ...own.map(({ atMs }) => atMs), ...this.disturbances]
        .filter((atMs) => atMs >= life.fromMs && atMs < life.untilMs)
        .sort((a, b) => a - b);
      for (const [i, resetMs] of resets.entries()) {
        const untilMs = resets[i + 1] ?? life.untilMs;
        const fromMs = resetMs + registerWithinMs + slackMs;
        if (fromMs >= untilMs) continue;
        const isWanted = own.findLast(({ atMs }) => atMs <= resetMs)?.isActive === true;
        const wrong = [fromMs, ...history.map(({ atMs }) => atMs)]
          .filter((atMs) => atMs >= fromMs && atMs < untilMs)
          .find(
            (atMs) =>
              !isRight(
                history.findLast((one) => one.atMs <= atMs)?.entry,
                isWanted ? value : undefined,
              ),
          );
        if (wrong === undefined) {
          this.findings.count(isWanted ? 'registered' : 'absent');
          if (!isWanted && history.some(({ atMs }) => atMs <= fromMs))
            this.findings.count('removed');
          continue;
        }
        const entry = history.findLast((one) => one.atMs <= wrong)?.entry;
        const rule = isWanted ? 'register-active' : 'deregister-inactive';
        const message = isWanted
          ? wording.missing(key, value ?? '', entry, resetMs, wrong)
          : wording.left(key, entry === directory, resetMs, wrong);
        const changedMs = history.findLast(({ atMs }) => atMs <= wrong)?.atMs ?? wrong;
        const hand = this.input.meddling.some(({ atMs }) => atMs === changedMs)
          ? wording.otherHand(changedMs)
          : '';
        this.findings.add(rule, message + hand, this.lastBefore(changedMs), {
          expected: isWanted ? value : null,
          actual: entry === directory ? 'ein Verzeichnis' : (entry?.value ?? null),
        });
        return;
      }
    }
  }

  private historyOf(key: string): readonly { atMs: number; entry: Entry | undefined }[] {
    return this.log.flatMap(({ atMs, event }): { atMs: number; entry: Entry | undefined }[] => {
      const { node, action } = event;
      const isGone = action === 'delete' || action === 'expire' || action === 'compareAndDelete';
      // A directory that goes takes what lies in it along.
      if (isGone && (node.key === key || key.startsWith(`${node.key}/`))) {
        return [{ atMs, entry: undefined }];
      }
      // A directory comes with the first entry in it, and outlasts the last.
      if (!isGone && node.key.startsWith(`${key}/`)) return [{ atMs, entry: directory }];
      if (isGone || node.key !== key) return [];
      return [{ atMs, entry: { value: node.value ?? '', hasTtl: node.ttl !== undefined } }];
    });
  }

  /** What has ever been below the group and is no member's: entries, and the directories they lay in. */
  private strayKeys(): ReadonlySet<string> {
    const own = new Set(this.config.members.map(({ node }) => memberKey(group, node)));
    const keys = this.log.flatMap(({ event }) => withParents(event.node.key));
    return new Set(keys.filter((key) => key.startsWith(`${groupKey(group)}/`) && !own.has(key)));
  }

  /** Each write must change something, unless the ambassador could not know better. */
  private judgeWrites(): void {
    const changedMs = new Map<string, number>();
    for (const { atMs, event } of this.log) {
      const { node, prevNode, action } = event;
      if (this.input.meddling.some((change) => change.atMs === atMs)) continue;
      this.findings.count('writes');
      const isSame = action !== 'delete' && prevNode !== undefined && prevNode.value === node.value;
      const isRace = atMs - (changedMs.get(node.key) ?? Number.NEGATIVE_INFINITY) < raceMs;
      changedMs.set(node.key, atMs);
      if (!isSame || isRace || !this.knewBetter(atMs)) continue;
      const message = wording.needless(node.key, node.value ?? '');
      this.findings.add('register-quiet', message, this.lastBefore(atMs));
      return;
    }
  }

  /** Nothing got lost for a while, and the last start is long enough ago. */
  private knewBetter(atMs: number): boolean {
    const life = this.lives.findLast(({ fromMs }) => fromMs <= atMs);
    if (life === undefined || atMs < life.fromMs + 500) return false;
    return !this.disturbances.some((one) => one <= atMs && atMs <= one + registerWithinMs);
  }

  private judgeTraffic(): void {
    const sends = this.events.filter(
      (event) => event.kind === 'send' && event.node === ambassador && event.to === store,
    );
    for (const [i, event] of sends.entries()) {
      if (event.kind !== 'send') continue;
      const { message, seq } = event;
      if (!isStoreRequest(message)) {
        this.findings.add('register-own-directory', wording.malformed(message), [seq]);
        continue;
      }
      this.findings.count('store-requests');
      const { key, method } = message;
      const isOwn = key === groupKey(group) || key.startsWith(`${groupKey(group)}/`);
      if (method !== 'GET' && !isOwn) {
        this.findings.add('register-own-directory', wording.elsewhere(method, key), [seq]);
      }
      const earlier = sends[i - maxStoreRequestsPerSecond];
      const isSameLife = earlier?.kind === 'send' && earlier.incarnation === event.incarnation;
      if (isSameLife && event.atMs - earlier.atMs < 1000) {
        this.findings.add('register-quiet', wording.tooMany(maxStoreRequestsPerSecond), [seq]);
      }
    }
  }

  /** When messages to or from the store were lost or late. */
  private lossesMs(): readonly number[] {
    const sentMs = new Map<number, number>();
    const losses: number[] = [];
    for (const event of this.events) {
      const isStore = 'type' in event && /^Store(Request|Reply)$/.test(event.type);
      if (!isStore) continue;
      if (event.kind === 'drop') losses.push(event.atMs);
      else if (event.kind === 'send') sentMs.set(event.id, event.atMs);
      else if (event.kind === 'deliver') {
        const departedMs = sentMs.get(event.id) ?? event.atMs;
        // From its departure on it is missing where it should have been.
        if (event.atMs > departedMs + 1) losses.push(departedMs, event.atMs);
      }
    }
    return losses;
  }

  /** The last thing the store did by then, to have something to point at. */
  private lastBefore(atMs: number): readonly number[] {
    const last = this.events.findLast(
      (event) =>
        event.atMs <= atMs &&
        (((event.kind === 'deliver' || event.kind === 'timer') && event.node === store) ||
          (event.kind === 'start' && event.node === ambassador)),
    );
    return last === undefined ? [] : [last.seq];
  }
}

/** The key itself, and each directory on the way to it. */
function withParents(key: string): readonly string[] {
  const parts = key.split('/');
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}

function isRight(entry: Entry | undefined, value: string | undefined): boolean {
  if (value === undefined) return entry === undefined;
  return entry?.value === value && !entry.hasTtl;
}
