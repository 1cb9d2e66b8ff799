import type { WriterConfiguration } from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { Trace } from '../../../simulator/trace.ts';
import type { Finding } from './findings.ts';
import { Following, type FollowingRule, type Learnt } from './following.ts';
import { type Handling, happeningsOn, type SendEvent } from './handlings.ts';
import { instancesIn } from './registry-walk.ts';
import { expectedText } from './rendering.ts';
import { isRecord } from './values.ts';
import { writerWording as wording } from './wording-writer.ts';

export type WriterRule =
  | FollowingRule
  | 'form'
  | 'written-unasked'
  | 'written-same'
  | 'written-wrong'
  | 'written-in-pieces'
  | 'not-written'
  | 'reload-missing'
  | 'reload-surplus'
  | 'reload-before'
  | 'reload-lost';

export interface WriterWalk {
  readonly findings: Finding<WriterRule>[];
  readonly counts: Record<string, number>;
}

/** Follows the writer on `node` and says which of its steps break the rules of part 4. */
export function walkWriter(
  trace: Trace,
  node: NodeId,
  configuration: WriterConfiguration,
): WriterWalk {
  const walk = new Walk(node, configuration);
  for (const happening of happeningsOn(trace, node)) {
    if (happening.kind === 'crash') walk.crash();
    else walk.follow(happening.handling);
  }
  return walk.end(trace.endedAtMs, Math.max(0, trace.events.length - 1));
}

class Walk {
  private readonly findings: Finding<WriterRule>[] = [];
  private readonly counts: Record<string, number> = {};
  private following: Following | undefined;
  private readonly ids = new Set<number>();
  /** The file, which outlives crashes. */
  private file: unknown;
  /** The file has changed and no signal has gone out since. */
  private isOwed = false;
  /** Signals without a change that are still allowed in this incarnation. */
  private spare = 0;
  private hasRead = false;

  constructor(
    private readonly node: NodeId,
    private readonly configuration: WriterConfiguration,
  ) {}

  crash(): void {
    this.collect();
    this.spare = 1;
    this.hasRead = false;
  }

  end(atMs: number, seq: number): WriterWalk {
    this.following?.passTime(atMs, seq);
    this.collect();
    return { findings: this.findings, counts: this.counts };
  }

  follow(handling: Handling): void {
    const { cause, sends } = handling;
    const { store } = this.configuration;
    const following = this.begin(cause.atMs);
    following.passTime(cause.atMs, cause.seq);
    const learnt =
      cause.kind === 'deliver' && cause.from === store
        ? following.hear(cause.message, cause.atMs)
        : undefined;
    this.judgeFile(handling, learnt);
    for (const send of sends) if (send.to === store) following.judgeSend(send);
  }

  private begin(atMs: number): Following {
    const { node } = this;
    const { store, service, retryMs, watchMs } = this.configuration;
    this.following ??= new Following(
      { node, store, directory: `/services/${service}`, retryMs, watchMs },
      (finding) => this.findings.push(finding),
      atMs,
      this.ids,
    );
    return this.following;
  }

  private collect(): void {
    for (const [name, count] of Object.entries(this.following?.counts ?? {})) {
      this.counts[name] = (this.counts[name] ?? 0) + count;
    }
    this.following = undefined;
  }

  private judgeFile({ cause, sends, writes, isCut }: Handling, learnt: Learnt | undefined): void {
    const { path } = this.configuration;
    const written = writes.filter(({ key }) => key === path);
    const reloads = this.reloadsIn(sends);
    const before = this.file;
    for (const { value, seq } of written) {
      if (learnt === undefined)
        this.note('written-unasked', wording.wroteUnasked(this.node), [seq]);
      else this.judgeWrite(value, seq, learnt);
      this.file = value;
      this.isOwed = true;
      this.count('written');
    }
    if (written.length > 1) {
      this.note(
        'written-in-pieces',
        wording.wrotePieces(this.node),
        written.map(({ seq }) => seq),
      );
    }
    if (learnt !== undefined) {
      const expected = this.contentFor(learnt);
      if (expected === before) this.count('unchanged');
      else if (written.length === 0 && !isCut) {
        this.note('not-written', wording.notWritten(this.node), [cause.seq], expected, before);
      }
    }
    this.judgeReloads(
      reloads,
      written.map(({ seq }) => seq),
      isCut,
    );
    if (learnt === undefined || isCut) return;
    if (!this.hasRead && this.isOwed && written.length === 0) {
      this.note('reload-lost', wording.reloadLost(this.node), [cause.seq]);
      this.isOwed = false;
    }
    this.hasRead = true;
  }

  private judgeWrite(value: unknown, seq: number, learnt: Learnt): void {
    const expected = this.contentFor(learnt);
    if (value !== expected) {
      this.note('written-wrong', wording.wroteWrong(this.node), [seq], expected, value);
    } else if (value === this.file) {
      this.note('written-same', wording.wroteSame(this.node), [seq]);
    }
  }

  private judgeReloads(
    reloads: readonly number[],
    written: readonly number[],
    isCut: boolean,
  ): void {
    const last = written.at(-1);
    const after = last === undefined ? [] : reloads.filter((seq) => seq > last);
    const surplus = reloads.filter((seq) => !after.includes(seq)).concat(after.slice(1));
    if (after.length > 0) {
      this.isOwed = false;
      this.count('reloads');
    } else if (last !== undefined && !isCut) {
      const early = reloads[0];
      if (early === undefined)
        this.note('reload-missing', wording.reloadMissing(this.node), [last]);
      else this.note('reload-before', wording.reloadBefore(this.node), [early, last]);
      this.isOwed = false;
      return;
    } else if (last !== undefined) {
      this.count('cutOff');
    }
    for (const seq of surplus) {
      if (this.spare > 0) {
        this.spare--;
        if (this.isOwed && last === undefined) this.count('madeUp');
        if (last === undefined) this.isOwed = false;
      } else {
        this.note('reload-surplus', wording.reloadSurplus(this.node), [seq]);
      }
    }
  }

  private reloadsIn(sends: readonly SendEvent[]): number[] {
    const { store, reader, path } = this.configuration;
    const reloads: number[] = [];
    for (const { to, message, seq } of sends) {
      if (to === store) continue;
      const isReload = isRecord(message) && message.type === 'Reload' && message.path === path;
      if (to === reader && isReload) reloads.push(seq);
      else this.note('form', wording.stray(this.node), [seq]);
    }
    return reloads;
  }

  private contentFor({ values }: Learnt): string {
    const { service, template } = this.configuration;
    const instances = [...instancesIn(values).values()].filter((one) => one.service === service);
    return expectedText(template, instances);
  }

  private note(
    rule: WriterRule,
    message: string,
    events: readonly number[],
    expected?: unknown,
    actual?: unknown,
  ): void {
    this.findings.push({ rule, message, events, expected, actual });
  }

  private count(name: string): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }
}
