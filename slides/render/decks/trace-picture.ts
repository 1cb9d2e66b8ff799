import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import type { SceneResult } from '../../../grader/scenes/result.ts';
import { escapeHtml } from '../markdown/html.ts';
import { TextProblem } from '../markdown/text-problem.ts';
import { deckWording as wording } from './wording.ts';

/** Where rows of a space-time diagram begin, relative to the text of their number. */
const rowAbove = 15.5;

interface Row {
  readonly nr: number;
  readonly top: number;
}

/**
 * A worked trace on a slide: `![…](…/raft-wahl.svg#nr=3-16)` shows its events 3 to 16, one more with each
 * step; without `#nr` all of it at once. The lanes keep their heads.
 *
 * @throws TextProblem
 */
export async function tracePicture(
  root: string,
  from: string,
  target: string,
  alternative: string,
): Promise<string | undefined> {
  const [path = '', choice] = target.split('#');
  if (!/\/ablaeufe\/[^/]+\.svg$/.test(path)) return undefined;
  const file = posix.normalize(posix.join(posix.dirname(from), path));
  const svg = await readFile(posix.join(root, file), 'utf8').catch(() => {
    throw new TextProblem(wording.noTrace(file), target);
  });
  if (choice === undefined) return figure(svg, alternative);
  const picture = excerpt(svg, choice, target);
  const scene = await readFile(posix.join(root, file.replace(/svg$/, 'json')), 'utf8');
  return figure(picture, alternative, playerData(JSON.parse(scene) as SceneResult, choice));
}

/** What the player of the page plays: the events of the excerpt, of a trace that is whole. */
function playerData(scene: SceneResult, choice: string): string {
  const [from = 0, to = 0] = (/^nr=(\d+)-(\d+)$/.exec(choice)?.slice(1) ?? []).map(Number);
  const isInside = (seq: number): boolean => seq >= from && seq <= to;
  const { alt, facts, leftOut, ...rest } = scene;
  const excerpted = {
    ...rest,
    shown: scene.shown.filter(isInside),
    steps: scene.steps.filter(({ event }) => isInside(event)),
  };
  const data = JSON.stringify(excerpted).replaceAll('<', '\\u003c');
  return `<script type="application/json">${data}</script>`;
}

function figure(svg: string, alternative: string, data = ''): string {
  const label = escapeHtml(alternative);
  const drawing = svg
    .replace(/<style>[\s\S]*?<\/style>\n?/, '')
    .replace(/<title>[\s\S]*?<\/desc>\n?/, '');
  return `<figure class="trace" tabindex="0" role="group" aria-label="${label}">${drawing
    .trim()
    .replace('role="img"', `role="img" aria-label="${label}"`)}${data}</figure>\n`;
}

function excerpt(svg: string, choice: string, target: string): string {
  const [, from, to] = /^nr=(\d+)-(\d+)$/.exec(choice) ?? [];
  if (from === undefined || to === undefined)
    throw new TextProblem(wording.badChoice(choice), target);
  const rows = [
    ...svg.matchAll(/<text x="44" y="([\d.]+)" class="st-end st-nr">([\d.]+)<\/text>/g),
  ].map(([, y, nr]): Row => ({ nr: Number(nr?.replaceAll('.', '')), top: Number(y) - rowAbove }));
  const first = rows.findIndex(({ nr }) => nr === Number(from));
  const last = rows.findIndex(({ nr }) => nr === Number(to));
  const begin = rows[first];
  const end =
    rows[last + 1]?.top ?? Number(/<line [^>]*y2="([\d.]+)" class="st-lane"/.exec(svg)?.[1]);
  if (begin === undefined || last < first) {
    throw new TextProblem(
      wording.noSuchRows(
        choice,
        rows.map(({ nr }) => nr),
      ),
      target,
    );
  }
  const headHeight = rows[0]?.top ?? 0;
  const inner = svg.slice(svg.indexOf('</style>') + '</style>'.length, svg.lastIndexOf('</svg>'));
  const isHead = (line: string): boolean =>
    Number(/^<text [^>]*y="([\d.]+)"/.exec(line)?.[1]) < headHeight;
  const lines = inner.trim().split('\n');
  const width = Number(/ width="(\d+)"/.exec(svg)?.[1]);
  const shown = rows.slice(first, last + 1);
  const curtains = shown.slice(1).map(({ top }, i) => {
    const next = shown[i + 2]?.top ?? end;
    return `<rect x="0" y="${top}" width="${width}" height="${next - top}" class="curtain fragment fade-out"/>`;
  });
  const height = end - begin.top;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="space-time" viewBox="0 0 ${width} ${headHeight + height}" role="img" lang="de">`,
    ...lines.filter(isHead),
    `<svg x="0" y="${headHeight}" width="${width}" height="${height}" viewBox="0 ${begin.top} ${width} ${height}">`,
    ...lines.filter((line) => !isHead(line)),
    ...curtains,
    '</svg>',
    '</svg>',
  ].join('\n');
}
