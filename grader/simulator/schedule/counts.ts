import type { Counts } from '../simulate.ts';
import type { Trace } from '../trace.ts';

/** How often what happened in an untimed run, read off its trace. */
export function countsOf({ events }: Trace): Counts {
  const counts = { sent: 0, delivered: 0, dropped: 0, duplicated: 0, reordered: 0, crashes: 0 };
  const more = { partitioned: 0, restarts: 0, timersFired: 0, requests: 0, responses: 0 };
  const newest = new Map<string, number>();
  for (const event of events) {
    switch (event.kind) {
      case 'send':
        counts.sent++;
        break;
      case 'deliver': {
        counts.delivered++;
        if (event.copy > 0) counts.duplicated++;
        const link = `${event.from} ${event.node}`;
        if (event.id < (newest.get(link) ?? -1)) counts.reordered++;
        else newest.set(link, event.id);
        break;
      }
      case 'drop':
        counts.dropped++;
        break;
      case 'crash':
        counts.crashes++;
        break;
      case 'start':
        if (event.incarnation > 0) more.restarts++;
        break;
      case 'timer':
        more.timersFired++;
        break;
      case 'request':
        more.requests++;
        break;
      case 'respond':
        more.responses++;
        break;
    }
  }
  return { ...counts, ...more };
}
