import { describe, expect, it } from 'vitest';
import { emptyStanding, type Standing } from '../results/standing.ts';
import { plainPaint } from './paint.ts';
import { textWidth } from './terminal/layout.ts';
import { type ListedText, renderListing } from './terminal/listing.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 25, 12);
const iso = (ago: number) => new Date(now - ago).toISOString();

function text(number: string, changes: Partial<ListedText['quiz']> = {}): ListedText {
  const quiz = { total: 8, right: 0, fresh: 8, due: 0, nextDue: undefined, ...changes };
  const file = `0${number.slice(2)}-x.md`;
  return { file, path: `chapters/k/${file}`, number, title: `Kapitel ${number}`, quiz };
}
const known = { right: 8, fresh: 0 };

const exercises = [
  { id: 'lamport', chapter: '01-x.md' },
  { id: 'raft', chapter: '02-x.md#wahl' },
].map(({ id, chapter }, index) => ({
  manifest: { id, number: `8.${index + 1}`, title: `Aufgabe ${id}`, chapter, after: [] },
  weight: 50,
}));

const entry = {
  status: 'bestanden',
  points: 100,
  maxPoints: 100,
  bonusPoints: 0,
  maxBonusPoints: 0,
  best: { points: 100, bonusPoints: 0 },
  at: iso(3 * day),
} as const;

function way(texts: ListedText[], standing: Partial<Standing> = {}): string {
  const chapter = { manifest: { id: 'k', title: 'Titel' }, exercises, texts };
  const lines = renderListing([chapter], { ...emptyStanding, ...standing }, plainPaint, now);
  expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(80);
  return lines.join('\n');
}

describe('the way through the book', () => {
  it('begins with the first text', () => {
    const shown = way([text('8.1'), text('8.2'), text('8.3')]);
    expect(shown).toMatch(/○ 8\.1 +Kapitel 8\.1 +Quiz 0\/8\n +○ lamport +noch nicht geprüft/);
    expect(shown).toContain('Als Nächstes: Lesen Sie 8.1 „Kapitel 8.1“');
    expect(shown).toMatch(/^ {4}chapters\/k\/01-x\.md\n {4}npm run check quiz 8\.1$/m);
    expect(shown).not.toContain('Zuletzt gearbeitet');
  });

  it('shows what is done, best and last points, what is due, and since when', () => {
    const raft = {
      ...entry,
      status: 'nicht-bestanden',
      points: 40,
      best: { points: 60, bonusPoints: 0 },
    } as const;
    const shown = way([text('8.1', known), text('8.2', { right: 3, fresh: 1, due: 2 })], {
      exercises: { 'k/lamport': entry, 'k/raft': raft },
      at: iso(day),
    });
    expect(shown).toContain('Ihr Stand: 70 von 100 Punkten.');
    expect(shown).toMatch(
      /Quiz: 11 von 16 Fragen zuletzt richtig, 2 fällig\.\s+Zuletzt gearbeitet:\s+gestern\./,
    );
    expect(shown).toMatch(/✓ 8\.1/);
    expect(shown).toMatch(/… 8\.2 .*Quiz 3\/8 · 2 fällig/);
    expect(shown.replace(/\s+/g, ' ')).toContain('Bestes Ergebnis: 60. Geprüft vor 3 Tagen.');
    expect(shown).toMatch(
      /Zu wiederholen: 2 Quizfragen sind fällig\.\n {4}npm run check quiz -- --due/,
    );
    expect(shown).toMatch(
      /Als Nächstes: Arbeiten Sie weiter an 8\.2 „Aufgabe raft“\.\n {4}npm run check raft/,
    );
  });

  it('goes text, quiz, exercise; then on to the next text', () => {
    expect(way([text('8.1', { right: 2, fresh: 1 })])).toContain('ist noch eine Frage offen');
    expect(way([text('8.1', known), text('8.2')])).toContain(
      'Beginnen Sie die Aufgabe 8.1 „Aufgabe lamport“',
    );
    const done = { exercises: { 'k/lamport': entry } };
    expect(way([text('8.1', known), text('8.2')], done)).toContain('Lesen Sie 8.2');
    const all = { exercises: { 'k/lamport': entry, 'k/raft': entry } };
    expect(way([text('8.1', known), text('8.2', known)], all)).toContain('alles gelesen');
  });

  it('lists exercises whose text is missing', () => {
    const shown = way([]);
    expect(shown).toMatch(/○ lamport[\s\S]*○ raft/);
    expect(shown).toContain('Beginnen Sie die Aufgabe 8.1');
  });
});
