import type {
  AmbassadorConfig,
  ClientRequest,
} from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import type { NodeId } from '../../../../simulator/process.ts';
import type { TraceEvent } from '../../../../simulator/trace.ts';
import { fieldOf } from '../exports.ts';
import { CallLedger, type Choice } from './call-ledger.ts';
import { type Findings, Undecidable } from './finding.ts';
import { HealthLedger } from './health-ledger.ts';
import { ambassador, store } from './input.ts';
import type { Job } from './jobs.ts';
import type { Life } from './registry.ts';
import { judgeStats } from './stats-check.ts';
import { callWording } from './wording-calls.ts';
import { statsWording } from './wording-stats.ts';

type OnNode = Extract<TraceEvent, { node: NodeId; incarnation: number }>;

/** Goes through all that happened on the ambassador and judges each step with what was known then. */
export class Replay {
  readonly lives: Life[] = [];
  readonly choices: Choice[] = [];
  private incarnation: Incarnation | undefined;

  constructor(
    private readonly config: AmbassadorConfig,
    private readonly findings: Findings,
  ) {}

  run(events: readonly TraceEvent[], endedAtMs: number): void {
    try {
      for (const event of events) {
        if ('node' in event && event.node === ambassador && event.kind !== 'fault') {
          this.step(event as OnNode);
        }
      }
      this.end(endedAtMs, events.length - 1);
    } catch (error) {
      if (!(error instanceof Undecidable)) throw error;
      // What came before has been judged; the rest of this run is left alone.
      this.findings.count('undecidable');
      this.close(endedAtMs, true);
    }
  }

  private step(event: OnNode): void {
    if (event.kind === 'start') {
      this.incarnation = new Incarnation(this.config, event.atMs, this.findings);
    } else if (event.kind === 'crash') {
      this.end(event.atMs, event.seq);
    } else this.incarnation?.step(event);
  }

  private end(atMs: number, seq: number): void {
    this.incarnation?.finish(atMs, seq);
    this.close(atMs, false);
  }

  private close(atMs: number, isUndecidable: boolean): void {
    if (this.incarnation === undefined) return;
    const { startMs, health, calls } = this.incarnation;
    this.choices.push(...calls.choices, endOfLife);
    if (!isUndecidable) {
      this.lives.push({ fromMs: startMs, untilMs: atMs, transitions: health.transitions });
    }
    this.incarnation = undefined;
  }
}

/** Between two incarnations no turn of the balancer goes on. */
const endOfLife: Choice = { candidates: undefined, node: undefined, seq: 0 };

class Incarnation {
  readonly health: HealthLedger;
  readonly calls: CallLedger;
  private readonly jobs = new Map<number, Job>();
  /** The `stats` request being handled, which is to be answered at once. */
  private asked: { readonly operation: number; readonly seq: number } | undefined;

  constructor(
    private readonly config: AmbassadorConfig,
    readonly startMs: number,
    private readonly findings: Findings,
  ) {
    this.health = new HealthLedger(config, startMs, findings);
    this.calls = new CallLedger(config, startMs, this.health, findings);
  }

  step(event: OnNode): void {
    const isHandler =
      event.kind === 'deliver' || event.kind === 'timer' || event.kind === 'request';
    this.settle(event.atMs);
    this.calls.checkLeftBehind(event.atMs, isHandler);
    if (isHandler) this.checkAsked();
    switch (event.kind) {
      case 'request':
        return this.onRequest(event);
      case 'respond':
        return this.onRespond(event);
      case 'send':
        return this.onSend(event);
      case 'deliver':
        return this.onDeliver(event);
    }
  }

  finish(atMs: number, seq: number): void {
    this.settle(atMs);
    this.calls.checkLeftBehind(atMs, true);
    this.checkAsked();
    this.health.finish(atMs, seq);
  }

  private settle(nowMs: number): void {
    this.health.settle(nowMs);
    this.calls.settle(nowMs);
  }

  private onRequest({ request, operation, atMs, seq }: Extract<OnNode, { kind: 'request' }>): void {
    const asked = request as ClientRequest;
    if (asked.type === 'stats') this.asked = { operation, seq };
    else this.jobs.set(operation, this.calls.onRequest(asked, atMs, seq));
  }

  private onRespond({
    response,
    operation,
    atMs,
    seq,
  }: Extract<OnNode, { kind: 'respond' }>): void {
    const job = this.jobs.get(operation);
    if (job !== undefined) return this.calls.onAnswer(job, response, atMs, seq);
    if (this.asked?.operation !== operation) return;
    this.asked = undefined;
    // Whoever's time is up in this very ms may count already or not yet.
    if (!this.calls.isCertain(atMs)) return;
    const members = this.config.members.map(({ node }) => node);
    judgeStats(this.calls, members, response, seq, this.findings);
  }

  private onSend({ to, message, atMs, seq }: Extract<OnNode, { kind: 'send' }>): void {
    const type = fieldOf(message, 'type');
    if (type === 'HealthCheck') this.health.onCheck(to, fieldOf(message, 'id'), atMs, seq);
    else if (type === 'Call' && to !== store) this.calls.onCall(to, message, atMs, seq);
    else if (to !== store) {
      this.findings.add('forward-faithful', callWording.strangeMessage(to, message), [seq]);
    }
  }

  private onDeliver({ from, message, atMs, seq }: Extract<OnNode, { kind: 'deliver' }>): void {
    const id = fieldOf(message, 'id');
    switch (fieldOf(message, 'type')) {
      case 'HealthReply':
        return this.health.onReply(from, id, fieldOf(message, 'healthy'), atMs);
      case 'CallReply': {
        const status = fieldOf(message, 'status') as number;
        const outcome = { kind: 'reply', status, body: fieldOf(message, 'body') } as const;
        return this.calls.onResult(id, outcome, from, atMs, seq);
      }
      case 'CallRefused':
        return this.calls.onResult(id, { kind: 'refused' }, from, atMs, seq);
    }
  }

  private checkAsked(): void {
    if (this.asked === undefined) return;
    this.findings.add('stats-requests', statsWording.notAtOnce, [this.asked.seq]);
    this.asked = undefined;
  }
}
