import { escapeMarkup } from '../../../../grader/feedback/space-time/escape.ts';
import type { Fault } from '../../../../grader/simulator/scenario.ts';
import type { Trace } from '../../../../grader/simulator/trace.ts';
import { type Disturbance, sendOf } from './forked.ts';
import type { PlayedFork } from './machine.ts';
import { forkWording as words } from './wording.ts';

/** The part of the player with which a reader changes a run at the cursor. */
export interface PanelContent {
  readonly nodes: readonly string[];
  readonly code: string;
  /** The run that is shown is a fork itself. */
  readonly fork?: Pick<PlayedFork, 'token' | 'options' | 'href'>;
  /** Stays open when another run is shown. */
  readonly isOpen: boolean;
}

const onMessages = ['drop', 'duplicate', 'delay', 'overtake'] as const;
const onNodes = ['crash', 'cut'] as const;
type Kind = Disturbance['kind'];

export function panelMarkup({ nodes, code, fork, isOpen }: PanelContent): string {
  const button = (kind: Kind): string =>
    `<button type="button" data-fork="${kind}">${words.actions[kind]}</button>`;
  const options = nodes.map((node) => `<option>${escapeMarkup(node)}</option>`).join('');
  return `<details class="fork"${isOpen ? ' open' : ''}><summary>${words.summary}</summary>
<p>${words.how(escapeMarkup(code))}</p>
<fieldset><legend class="about"></legend>${onMessages.map(button).join('')}</fieldset>
<fieldset><legend>${words.node}</legend><select aria-label="${words.node}">${options}</select>${onNodes.map(button).join('')}</fieldset>
<label class="ms">${words.howLong} <input type="number" name="ms" min="1" max="100000" step="1" value="100" inputmode="numeric"> ms</label>
<p class="said" role="status"></p>
${fork === undefined ? '' : forkMarkup(fork)}
</details>`;
}

function forkMarkup({ token, options, href }: NonNullable<PanelContent['fork']>): string {
  const link = href === undefined ? '' : ` <a href="${escapeMarkup(href)}">${words.address}</a>`;
  const command =
    token === undefined
      ? ''
      : `${words.token} <code tabindex="0">npm run check -- --replay ${escapeMarkup([token, options].join(' ').trim())}</code>`;
  return `<p class="token">${command}${link}</p>
<p><button type="button" data-fork="undo">${words.undo}</button></p>`;
}

/** Calls back with what the reader chose; with `undefined` if the fork is to be undone. */
export function listenToPanel(
  panel: HTMLElement,
  act: (disturbance: Disturbance | undefined) => void,
): void {
  panel.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-fork]');
    if (button === null || button.getAttribute('aria-disabled') === 'true') return;
    const { fork } = button.dataset;
    act(fork === 'undo' ? undefined : disturbanceOf(fork as Kind, panel));
  });
}

function disturbanceOf(kind: Kind, panel: HTMLElement): Disturbance {
  const field = panel.querySelector<HTMLInputElement>('input[name=ms]');
  const ms = Math.max(1, Math.round(field?.valueAsNumber || 1));
  const node = panel.querySelector('select')?.value ?? '';
  switch (kind) {
    case 'delay':
      return { kind, byMs: ms };
    case 'duplicate':
      return { kind, afterMs: ms };
    case 'crash':
      return { kind, node, downMs: ms };
    case 'cut':
      return { kind, node, forMs: ms };
    default:
      return { kind };
  }
}

/** Says which message and which node it is about at an event. */
export function showAt(panel: HTMLElement, trace: Trace, seq: number): void {
  const event = trace.events[seq];
  const send = sendOf(trace, event);
  const legend = panel.querySelector('.about');
  if (legend !== null) {
    legend.textContent =
      send === undefined ? words.noMessage : words.message(send.node, send.to, send.type);
  }
  for (const kind of onMessages) {
    const button = panel.querySelector(`[data-fork=${kind}]`);
    button?.setAttribute('aria-disabled', String(send === undefined));
  }
  const select = panel.querySelector('select');
  if (select !== null && event !== undefined && 'node' in event) select.value = event.node;
}

/** The name of a fork's tab. */
export function nameOf(trace: Trace, seq: number, disturbance: Disturbance): string {
  const send = sendOf(trace, trace.events[seq]);
  const message = send === undefined ? '' : words.message(send.node, send.to, send.type);
  switch (disturbance.kind) {
    case 'crash':
    case 'cut':
      return words.names[disturbance.kind](disturbance.node);
    default:
      return words.names[disturbance.kind](message);
  }
}

/** The same where only the faults are known. */
export function nameOfFaults(faults: readonly Fault[]): string {
  const [fault, ...others] = faults;
  if (fault === undefined || others.length > 0) return words.severalFaults(faults.length);
  switch (fault.kind) {
    case 'drop':
    case 'duplicate':
    case 'delay': {
      const { from, to, type } = fault.message;
      return words.names[fault.kind](words.message(from, to, type));
    }
    case 'crash':
      return words.names.crash(fault.node);
    case 'partition':
      return words.names.cut(fault.groups.at(-1)?.join(', ') ?? '');
    default:
      return words.severalFaults(1);
  }
}
