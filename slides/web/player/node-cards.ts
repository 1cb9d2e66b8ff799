import { sameData } from '../../../grader/checkers/data.ts';
import { changedFields, compactValue } from '../../../grader/feedback/space-time/compact.ts';
import { escapeMarkup } from '../../../grader/feedback/space-time/escape.ts';
import { wording as spaceTime } from '../../../grader/feedback/space-time/wording.ts';
import { clean } from '../../../grader/feedback/values.ts';
import type { Trace } from '../../../grader/simulator/trace.ts';
import { playerWording as words } from './wording.ts';
import type { Moment, NodeMoment } from './world.ts';

const maxValue = 160;
/** More entries of a store nobody reads at once; the newest are shown. */
const maxEntries = 12;

/**
 * What each node knows at a moment, as the items of a list. What differs from the moment before
 * stands out.
 */
export function nodeCards(
  { nodes, scripted }: Trace,
  now: Moment,
  before: Moment | undefined,
  active: string | undefined,
  roles: Readonly<Record<string, string>> = {},
): string {
  return nodes
    .map((node) => {
      const moment = now.nodes.get(node);
      if (moment === undefined) return '';
      const style = [node === active ? 'active' : '', moment.isUp ? '' : 'down'].join(' ').trim();
      const role = roles[node] === undefined ? '' : ` <span>${escapeMarkup(roles[node])}</span>`;
      const name = escapeMarkup(spaceTime.lane(node, scripted.includes(node)));
      return `<li${style === '' ? '' : ` class="${style}"`}><p class="name">${name}${role} <span>${escapeMarkup(conditionOf(moment))}</span></p><dl>${facts(moment, before?.nodes.get(node), scripted.includes(node))}</dl></li>`;
    })
    .join('');
}

/** The network at a moment: its cuts, and what is under way. */
export function networkLine({ cuts, underWay }: Moment): string {
  const apart = cuts.map(({ groups, oneWay }) =>
    oneWay
      ? `${spaceTime.oneWay}: ${spaceTime.oneWayGroups(groups)}.`
      : `${spaceTime.partition}: ${spaceTime.groups(groups)}.`,
  );
  const messages = [...underWay.values()].map(
    ({ node, to, type }) => `${spaceTime.send(node, to)} ${spaceTime.message(type)}`,
  );
  const shown = messages.slice(-maxEntries);
  if (shown.length < messages.length) shown.push(words.more(messages.length - shown.length));
  return [...apart, shown.length === 0 ? words.nothingUnderWay : words.underWay(shown)]
    .map(clean)
    .join(' ');
}

function conditionOf({ isUp, incarnation, pausedUntilMs, clock }: NodeMoment): string {
  const restarts = incarnation === 0 ? '' : `, ${words.restarts(incarnation)}`;
  if (!isUp) return clock.every((tick) => tick === 0) ? words.unborn : words.down + restarts;
  return (pausedUntilMs === undefined ? words.up : words.paused(pausedUntilMs)) + restarts;
}

/** What goes on inside a node that the suite plays is none of the reader's business. */
function facts(now: NodeMoment, before: NodeMoment | undefined, isScripted: boolean): string {
  const parts: string[] = [];
  const add = (name: string, html: string): void => {
    parts.push(`<dt>${name}</dt><dd>${html}</dd>`);
  };
  const clock = `<code>[${now.clock.join(' ')}]</code>`;
  if (isScripted) {
    add(words.vectorClock, clock);
    return parts.join('');
  }
  if (now.logicalTime !== undefined) {
    const [name = '', ...rest] = now.logicalTime.split(' ');
    add(escapeMarkup(name), value(rest.join(' '), now.logicalTime !== before?.logicalTime));
  }
  if ('state' in now && now.state !== null) add(words.state, stateOf(now.state, before?.state));
  if (now.storage.size > 0) add(words.storage, storageOf(now.storage, before?.storage));
  if (now.timers.size > 0) {
    const timers = [...now.timers].map(([name, dueMs]) => words.timer(clean(name), dueMs));
    add(words.timers, escapeMarkup(timers.join(', ')));
  }
  add(words.vectorClock, clock);
  return parts.join('');
}

function stateOf(state: unknown, before: unknown): string {
  if (typeof state !== 'object' || state === null || Array.isArray(state)) {
    return value(compactValue(state, maxValue), !sameData(state, before));
  }
  const changes = before === undefined ? {} : changedFields(before, state);
  const isChanged = (key: string): boolean =>
    typeof changes === 'object' && changes !== null && Object.hasOwn(changes, key);
  return list(
    Object.entries(state).map(([key, field]) =>
      value(`${clean(key)}: ${compactValue(field, maxValue)}`, isChanged(key)),
    ),
  );
}

function storageOf(
  storage: ReadonlyMap<string, unknown>,
  before: ReadonlyMap<string, unknown> | undefined,
): string {
  const entries = [...storage].slice(-maxEntries).map(([key, kept]) => {
    const isNew = before !== undefined && !sameData(before.get(key), kept);
    return value(`${clean(key)}: ${compactValue(kept, maxValue)}`, isNew);
  });
  const hidden = storage.size - entries.length;
  return list(hidden > 0 ? [escapeMarkup(words.more(hidden)), ...entries] : entries);
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function value(text: string, isChanged: boolean): string {
  const code = `<code>${escapeMarkup(text)}</code>`;
  if (!isChanged) return code;
  return `<span class="changed">${code}</span><span class="hidden"> (${words.changed})</span>`;
}
