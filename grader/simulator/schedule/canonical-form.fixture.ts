import { hashText } from '../random.ts';
import type { Run } from '../simulate.ts';
import type { TraceEvent } from '../trace.ts';
import type { Schedule } from './schedule.ts';

/** For tests: what is equal for equivalent schedules, worked out without the explorer's own means. */

/**
 * A run up to the order of independent events: what each node went through, what was lost, and what
 * clients saw in its order.
 */
export function formOfRun(run: Run): number {
  const lines = new Lines();
  const letters = new Map<number, string>();
  for (const event of run.trace.events) {
    if (event.kind === 'send') {
      letters.set(event.id, `${event.node}>${event.to} ${event.type} ${event.k}`);
    }
    const { seq, atMs, id, clock, ...rest } = event as TraceEvent & Record<string, unknown>;
    const letter = 'id' in event ? letters.get(event.id) : '';
    const text = JSON.stringify([rest, letter]);
    if ('clock' in event) lines.add(event.node, text);
    else if (event.kind === 'drop') lines.add(`${letter}`, text);
    else lines.add('clients', text);
  }
  return hashText(`${lines.text()} ${JSON.stringify(run.fault)}`);
}

/** A schedule up to the order of independent choices; `run` says what the clients saw. */
export function formOfSchedule(schedule: Schedule, run: Run): number {
  const lines = new Lines();
  const targets = new Map<string, string[]>();
  for (const event of run.trace.events) {
    if (event.kind === 'request') {
      targets.set(event.client, [...(targets.get(event.client) ?? []), event.node]);
    }
    if ('client' in event && !('clock' in event))
      lines.add('clients', JSON.stringify([event.kind, event.client]));
  }
  for (const choice of schedule) {
    const text = JSON.stringify(choice);
    if (choice.do === 'drop') lines.add(text, '');
    else if (choice.do === 'deliver' || choice.do === 'duplicate') lines.add(choice.to, text);
    else if (choice.do === 'request') {
      lines.add(targets.get(choice.client)?.shift() as string, text);
    } else lines.add(choice.node, text);
  }
  return hashText(lines.text());
}

class Lines {
  private readonly lines = new Map<string, string[]>();

  add(name: string, text: string): void {
    const line = this.lines.get(name);
    if (line === undefined) this.lines.set(name, [text]);
    else line.push(text);
  }

  text(): string {
    return JSON.stringify([...this.lines].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
