import type { TraceEvent } from '../../simulator/trace.ts';
import { clean, formatValue } from '../values.ts';

const maxValueLength = 160;

/** One event as a German sentence part: „n2 empfängt requestVote von n1: { term: 2 }“. */
export function describeEvent(event: TraceEvent): string {
  switch (event.kind) {
    case 'start':
      return event.incarnation === 0 ? `${event.node} startet` : `${event.node} startet neu`;
    case 'send':
      return `${event.node} sendet ${messageName(event.type)} an ${event.to}: ${short(event.message)}`;
    case 'deliver':
      return `${event.node} empfängt ${messageName(event.type)} von ${event.from}${event.copy > 0 ? ' (Duplikat)' : ''}: ${short(event.message)}`;
    case 'timer':
      return `${event.node}: der Timer „${clean(event.name)}“ läuft ab`;
    case 'set-timer':
      return `${event.node} stellt den Timer „${clean(event.name)}“ auf ${event.delayMs} ms`;
    case 'cancel-timer':
      return `${event.node} hält den Timer „${clean(event.name)}“ an`;
    case 'store':
      return `${event.node} speichert „${clean(event.key)}“: ${short(event.value)}`;
    case 'request':
      return `${event.node} erhält von Client ${event.client} die Anfrage ${short(event.request)}`;
    case 'respond':
      return `${event.node} antwortet Client ${event.client}: ${short(event.response)}`;
    case 'log':
      return `${event.node} gibt aus: ${clean(event.text)}`;
    case 'state':
      return `${event.node} ist im Zustand ${short(event.state)}`;
    case 'crash':
      return `${event.node} stürzt ab${event.duringHandler ? ', mitten in einem Handler' : ''}`;
    case 'fault':
      return `${event.node}: der Handler bricht ab`;
    default:
      return describeOutside(event);
  }
}

type Outside = Extract<
  TraceEvent,
  { kind: 'drop' | 'partition' | 'heal' | 'pause' | 'invoke' | 'return' | 'give-up' }
>;

const dropReasons = {
  loss: 'geht verloren',
  partition: 'geht in der Partition verloren',
  'receiver-down': 'geht verloren, weil der Empfänger ausgefallen ist',
} as const;

function describeOutside(event: Outside): string {
  switch (event.kind) {
    case 'drop':
      return `${messageName(event.type)} von ${event.from} an ${event.to} ${dropReasons[event.reason]}`;
    case 'partition':
      return event.oneWay
        ? `Nachrichten von ${event.groups.map(groupName).join(' nach ')} gehen verloren`
        : `das Netz zerfällt in ${event.groups.map(groupName).join(' und ')}`;
    case 'heal':
      return 'das Netz ist wieder heil';
    case 'pause':
      return `${event.node} steht still bis ${event.untilMs} ms`;
    case 'invoke':
      return `Client ${event.client} beginnt die Anfrage ${short(event.request)}`;
    case 'return':
      return `Client ${event.client} erhält die Antwort ${short(event.response)}`;
    case 'give-up':
      return `Client ${event.client} gibt ohne Antwort auf`;
  }
}

function groupName(group: readonly string[]): string {
  return `{${group.join(', ')}}`;
}

function messageName(type: string): string {
  return type === '' ? 'eine Nachricht' : clean(type);
}

function short(value: unknown): string {
  return formatValue(value, maxValueLength);
}
