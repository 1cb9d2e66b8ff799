import { escapeMarkup } from '../../../grader/feedback/space-time/escape.ts';
import type { PlayerContent } from './content.ts';
import { ownPanelMarkup } from './fork/own-panel.ts';
import { type PanelContent, panelMarkup } from './fork/panel.ts';
import { icon } from './icons.ts';
import type { Difference, Runs } from './runs.ts';
import { style } from './style.ts';
import { tabsMarkup } from './tabs.ts';
import type { Timeline } from './timeline.ts';
import { playerWording as words } from './wording.ts';

/** What a button of the player does. */
export type Command =
  | 'first'
  | 'previous'
  | 'play'
  | 'next'
  | 'last'
  | 'explained'
  | 'blamed'
  | 'difference';

/** On a page there is room for states and table; a slide has the picture, and what happens in it. */
export type Layout = 'page' | 'slide';

/** All of the player that does not change with the cursor. */
export function playerMarkup(
  content: PlayerContent,
  timeline: Timeline,
  layout: Layout,
  runs: Runs,
  difference: Difference | undefined,
  panel: PanelContent | undefined,
  playsOwn: boolean,
): string {
  const { explained, blamed, rows } = timeline;
  const { buttons } = words;
  const button = (command: 'first' | 'previous' | 'play' | 'next' | 'last'): string =>
    `<button type="button" data-command="${command}" aria-label="${buttons[command]}" title="${buttons[command]}">${icon(command)}</button>`;
  const named = (command: Command, name: string): string =>
    `<button type="button" data-command="${command}">${name}</button>`;
  const everything =
    content.leftOut === undefined
      ? ''
      : `<label class="option"><input type="checkbox" data-everything> <span>${words.everything}. ${escapeMarkup(words.leftOut(content.leftOut))}</span></label>`;
  return `<style>${style}</style>
<section aria-label="${escapeMarkup(words.player(content.title))}">
${tabsMarkup(runs)}
<div${runs.all.length < 2 ? '' : ` id="played" role="tabpanel" aria-labelledby="run-${runs.chosen}"`}>
${comparison(runs, difference)}
<div class="controls" role="group" aria-label="${words.controls}">
${button('first')}${button('previous')}${button('play')}${button('next')}${button('last')}
${explained.length > 0 ? named('explained', buttons.explained) : ''}
${blamed === undefined ? '' : named('blamed', buttons.blamed)}
${difference === undefined ? '' : named('difference', buttons.difference)}
<input type="range" min="0" max="${Math.max(0, rows.length - 1)}" step="1" value="0" aria-label="${words.slider}">
<span class="position" aria-hidden="true"></span>
</div>
<div class="stage" tabindex="0" role="group" aria-label="${layout === 'slide' ? words.stageOfSlide : words.stage}">
<svg class="space-time heads" aria-hidden="true" height="38"></svg>
<div class="rows"><svg class="space-time" aria-hidden="true"></svg></div>
</div>
<div class="detail" role="status"></div>
${panel === undefined ? noPanel(content) : panelMarkup(panel)}
${playsOwn ? ownPanelMarkup(runs.all.some(({ isOwn }) => isOwn)) : ''}
${layout === 'slide' ? '<div class="table hidden"></div>' : belowStage(content, everything)}
</div></section>`;
}

function noPanel({ noFork }: PlayerContent): string {
  return noFork === undefined ? '' : `<p class="no-fork">${escapeMarkup(noFork)}</p>`;
}

/** In words: how far both runs are alike, and what to look at. */
function comparison(runs: Runs, difference: Difference | undefined): string {
  if (runs.all.length < 2) return '';
  const alike =
    difference === undefined
      ? words.alike
      : words.alikeUntil(difference.row + (difference.isEnd ? 1 : 0), difference.other);
  const note = runs.note === undefined ? '' : ` <span>${escapeMarkup(runs.note)}</span>`;
  return `<p class="compared">${escapeMarkup(alike)}${note}</p>`;
}

function belowStage(content: PlayerContent, everything: string): string {
  return `<div class="states"><p class="head" id="states">${words.states}</p><ul class="nodes" aria-labelledby="states"></ul><p class="network"></p></div>
${questionsAbout(content)}
<label class="option"><input type="checkbox" data-predict> <span>${words.predict}</span></label>
${everything}
<details class="as-table"><summary>${words.table}</summary><div class="table scroll" tabindex="0" role="group" aria-label="${words.table}"></div></details>`;
}

/** What the chapter asks about this trace, shown to those who predict. */
function questionsAbout({ questions = [] }: PlayerContent): string {
  const items = questions.map(
    ({ text, href }) =>
      `<p>${words.question} ${escapeMarkup(text)} <a href="${escapeMarkup(href)}">${words.answer}</a></p>`,
  );
  return items.length === 0 ? '' : `<div class="questions" hidden>${items.join('')}</div>`;
}
