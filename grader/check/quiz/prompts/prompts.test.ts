import { render } from '@inquirer/testing';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../../feedback/paint.ts';
import { arrange } from './arrange.ts';
import { assign } from './assign.ts';
import { choose } from './choose.ts';
import { confirm, pause } from './confirm.ts';
import { write } from './write.ts';

const drawing = { paint: plainPaint, width: 80, rows: 18 };
const long = 'Ein sehr langer Text, der nicht in eine Zeile passt, '.repeat(3).trim();

const widthOf = (screen: string) => Math.max(...screen.split('\n').map((line) => [...line].length));

describe('choosing', () => {
  const options = ['eins', long, 'drei'];

  it('one goes by arrows round the list, or by its digit', async () => {
    const { answer, events, getScreen } = await render(choose, {
      options,
      multiple: false,
      drawing,
    });
    expect(getScreen()).toMatch(/^› 1 {2}eins\n {4}2 {2}Ein sehr/);
    expect(widthOf(getScreen())).toBeLessThanOrEqual(80);
    events.keypress('up');
    expect(getScreen()).toContain('› 3  drei');
    events.keypress('down');
    events.keypress('2');
    expect(getScreen()).toContain('› 2  Ein sehr');
    events.keypress('enter');
    expect(await answer).toEqual([1]);
  });

  it('several asks for at least one, and keeps their order in the list', async () => {
    const { answer, events, getScreen } = await render(choose, {
      options,
      multiple: true,
      drawing,
    });
    events.keypress('enter');
    expect(getScreen()).toContain('Kreuzen Sie mindestens eine Antwort an');
    events.keypress('3');
    events.keypress('space');
    events.keypress('space');
    events.keypress('1');
    expect(getScreen()).not.toContain('mindestens');
    expect(getScreen()).toMatch(/1 {2}\[x\] eins[\s\S]*2 {2}\[ \][\s\S]*3 {2}\[x\] drei/);
    events.keypress('enter');
    expect(await answer).toEqual([0, 2]);
  });

  it('scrolls where the window is low', async () => {
    const many = Array.from({ length: 9 }, (_, index) => `Möglichkeit ${index + 1}`);
    const low = { ...drawing, rows: 4 };
    const { answer, events, getScreen } = await render(choose, {
      options: many,
      multiple: false,
      drawing: low,
    });
    expect(getScreen()).not.toContain('Möglichkeit 9');
    for (let time = 0; time < 8; time++) events.keypress('down');
    expect(getScreen()).toContain('› 9  Möglichkeit 9');
    expect(getScreen().split('\n').length).toBeLessThanOrEqual(6);
    events.keypress('enter');
    expect(await answer).toEqual([8]);
  });
});

describe('ordering', () => {
  it('takes a step, carries it and puts it down', async () => {
    const { answer, events, getScreen } = await render(arrange, {
      items: ['b', 'c', 'a'],
      drawing,
    });
    events.keypress('up');
    events.keypress('down');
    events.keypress('down');
    events.keypress('space');
    expect(getScreen()).toContain('↕ 3. a');
    events.keypress('up');
    events.keypress('up');
    events.keypress('up');
    events.keypress('enter');
    expect(getScreen()).toMatch(/› 1\. a\n +2\. b\n +3\. c/);
    events.keypress('enter');
    expect(await answer).toEqual([2, 0, 1]);
  });
});

describe('assigning', () => {
  const config = { lefts: ['Edge', 'Registry', long], rights: ['x', 'y'], drawing };

  it('goes by letters, and on to the next', async () => {
    const { answer, events, getScreen } = await render(assign, config);
    expect(widthOf(getScreen())).toBeLessThanOrEqual(80);
    events.keypress('b');
    expect(getScreen()).toMatch(/1 → b {2}Edge\n +› 2 → \?/);
    events.keypress('z');
    events.keypress('a');
    events.keypress('enter');
    expect(getScreen()).toContain('Noch nicht zugeordnet: 3.');
    events.keypress('b');
    events.keypress('enter');
    expect(await answer).toEqual([1, 0, 1]);
  });

  it('or by arrows, can be taken back, and Enter goes to what is open', async () => {
    const { answer, events, getScreen } = await render(assign, config);
    events.keypress('left');
    expect(getScreen()).toContain('› 1 → b');
    events.keypress('right');
    expect(getScreen()).toContain('› 1 → a');
    events.keypress('backspace');
    expect(getScreen()).toContain('› 1 → ?');
    events.keypress('down');
    events.keypress('a');
    events.keypress('a');
    events.keypress('enter');
    expect(getScreen()).toContain('› 1 → ?');
    expect(getScreen()).not.toContain('Noch nicht');
    events.keypress('a');
    events.keypress('enter');
    expect(await answer).toEqual([0, 0, 0]);
  });
});

describe('writing', () => {
  it('objects to what is no answer and lets it be mended', async () => {
    const objection = (text: string) => (text === '4' ? undefined : 'Das ist keine Vier.');
    const { answer, events, getScreen } = await render(write, {
      unit: 'Runden',
      objection,
      drawing,
    });
    expect(getScreen()).toContain('Ihre Antwort (Runden):');
    events.keypress('enter');
    expect(getScreen()).toContain('Schreiben Sie Ihre Antwort');
    events.type('4x');
    events.keypress('enter');
    expect(getScreen()).toMatch(/4x[\s\S]*Das ist keine Vier/);
    events.keypress('backspace');
    expect(getScreen()).not.toContain('keine Vier');
    events.keypress('enter');
    expect(await answer).toBe('4');
  });
});

describe('a small question', () => {
  it.each([
    ['enter', true, true],
    ['enter', false, false],
    ['j', false, true],
    ['n', true, false],
  ])('is answered with %s', async (key, byDefault, expected) => {
    const { answer, events, getScreen } = await render(confirm, {
      question: 'Sicher?',
      byDefault,
      drawing,
    });
    expect(getScreen()).toBe(byDefault ? 'Sicher? [J/n]' : 'Sicher? [j/N]');
    events.keypress('x');
    events.keypress(key);
    expect(await answer).toBe(expected);
  });

  it('or just waits for Enter', async () => {
    const { answer, events } = await render(pause, { text: 'Weiter', drawing });
    events.keypress('space');
    events.keypress('enter');
    expect(await answer).toBe(true);
  });
});
