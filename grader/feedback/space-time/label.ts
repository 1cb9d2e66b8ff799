import type { NodeEvent, OutsideEvent, TraceEvent } from '../../simulator/trace.ts';
import { clean } from '../values.ts';
import { compactFields, compactNamed, compactValue } from './compact.ts';
import { wording } from './wording.ts';

/** What is written beside an event: who and what, then its data. */
export interface Label {
  readonly head: string;
  readonly detail: string;
}

const separator = ' · ';

/** Both in one line. */
export function joined({ head, detail }: Label): string {
  return detail === '' ? head : head + separator + detail;
}

/** The other way round. */
export function split(text: string): Label {
  const [head = '', ...details] = text.split(separator);
  return { head, detail: details.join(separator) };
}

export const maxDetail = 110;

/** A short text for an event; knows nothing of any protocol. */
export function labelOf(event: TraceEvent): Label {
  const label = 'clock' in event ? onNode(event) : outside(event);
  return { head: clean(label.head), detail: clean(label.detail) };
}

/** „c2 fragt acquire“, „n1 antwortet c1: granted · stamp: …“ */
function named(head: string, value: unknown, separator: string): Label {
  const { name, fields } = compactNamed(value, maxDetail);
  return { head: name === '' ? head : `${head}${separator}${name}`, detail: fields };
}

function onNode(event: NodeEvent): Label {
  const { node } = event;
  const on = (what: string, detail = ''): Label => ({ head: `${node} ${what}`, detail });
  switch (event.kind) {
    case 'start':
      return on(event.incarnation === 0 ? wording.start : wording.restart);
    case 'send': {
      const head = `${wording.send(node, event.to)} ${wording.message(event.type)}`;
      return { head, detail: compactFields(event.message, maxDetail, 'type') };
    }
    case 'deliver': {
      const copy = event.copy > 0 ? ` (${wording.duplicate})` : '';
      const head = `${wording.deliver(node, event.from)} ${wording.message(event.type)}${copy}`;
      return { head, detail: compactFields(event.message, maxDetail, 'type') };
    }
    case 'timer':
      return on(wording.timer(event.name));
    case 'set-timer':
      return on(wording.setTimer(event.name, event.delayMs));
    case 'cancel-timer':
      return on(wording.cancelTimer(event.name));
    case 'store':
      return on(wording.store(event.key), compactValue(event.value, maxDetail));
    case 'request':
      return named(`${node} ${wording.request(event.client, event.attempt)}`, event.request, ': ');
    case 'respond':
      return named(`${node} ${wording.respond(event.client)}`, event.response, ': ');
    case 'log':
      return on(wording.log, event.text.slice(0, maxDetail));
    case 'state':
      return on(wording.state, compactFields(event.state, maxDetail));
    case 'crash':
      return on(wording.crash(event.duringHandler));
    case 'fault':
      return on(wording.fault(event.fault.kind), event.fault.detail.slice(0, maxDetail));
  }
}

function outside(event: OutsideEvent): Label {
  switch (event.kind) {
    case 'drop': {
      const message = `${wording.send(event.from, event.to)} ${wording.message(event.type)}`;
      return { head: message, detail: wording.dropped(event.reason) };
    }
    case 'partition':
      return event.oneWay
        ? { head: wording.oneWay, detail: wording.oneWayGroups(event.groups) }
        : { head: wording.partition, detail: wording.groups(event.groups) };
    case 'heal':
      return { head: wording.heal, detail: '' };
    case 'pause':
      return { head: `${event.node} ${wording.pause(event.untilMs)}`, detail: '' };
    case 'invoke':
      return named(`${event.client} ${wording.invoke}`, event.request, ' ');
    case 'return':
      return named(`${event.client} ${wording.return}`, event.response, ' ');
    case 'give-up':
      return { head: `${event.client} ${wording.giveUp}`, detail: '' };
  }
}
