import { describe, expect, it } from 'vitest';
import { scoreChapter } from '../../results/chapter-result.ts';
import type { ExerciseResult } from '../../results/result.ts';
import { emptyStanding } from '../../results/standing.ts';
import { plainPaint } from '../paint.ts';
import { exerciseView, passed } from '../view.fixture.ts';
import { renderExercise } from './exercise-report.ts';
import { textWidth } from './layout.ts';
import { renderListing } from './listing.ts';
import { renderTotal } from './total.ts';

function exercise(changes: Partial<ExerciseResult>): ExerciseResult {
  return { ...exerciseView([passed('a')]).result, maxPoints: 100, ...changes };
}

const raft = exercise({ points: 81, bonusPoints: 5, maxBonusPoints: 20 });
const discovery = exercise({
  id: 'service-discovery',
  number: '8.12',
  title: 'Service Discovery: anmelden, nachschlagen, auflösen, dazu ein langer Titel',
  points: 100,
  weight: 7,
});

function total(...exercises: ExerciseResult[]): readonly string[] {
  const chapter = scoreChapter({ chapter: 'kapitel8', seed: 1, suiteHash: '', exercises });
  return renderTotal([chapter], plainPaint);
}

describe('points of the chapter', () => {
  it('stand beside those of the exercise, and are summed up', () => {
    const lines = total(raft, discovery);
    expect(lines[1]).toMatch(/Aufgabe {2}im Kapitel$/);
    expect(lines[2]).toMatch(/8\.8 .* 81\/100 {4}17,82\/22$/);
    expect(lines[3]).toMatch(/8\.12 Service Discovery.*… {4}100\/100 {9}7\/7$/);
    expect(lines[4]).toMatch(/Gesamt: bestanden .* 24,82 von 29 Punkten$/);
    expect(lines[5]).toMatch(/Bonus: 1,1 von 4,4 Punkten$/);
    expect(lines.slice(6).join(' ')).toMatch(/Das ganze Kapitel hat 100 Punkte; .* davon 29\./);
    expect(Math.max(...lines.map(textWidth))).toBe(80);
  });

  it('need no remark where the whole chapter was checked', () => {
    expect(total({ ...raft, weight: 100 }).join('\n')).not.toContain('Das ganze Kapitel');
  });

  it('come second where one exercise is checked alone', () => {
    const view = { ...exerciseView([passed('a')]), result: raft };
    const options = { allHints: false, everythingInFull: false, replayed: false };
    const [, title = '', status = ''] = renderExercise(view, options, plainPaint);
    expect(title).toMatch(/81 von 100 Punkten$/);
    expect(status).toMatch(/Bonus 5 von 20 Punkten · zählt 22 von 100 im Kapitel$/);
    expect(textWidth(status)).toBe(80);
  });

  it('are in the overview, as far as one has come', () => {
    const manifest = { summary: 'Sie lernen.', after: ['raft'] };
    const chapter = {
      manifest: { id: 'kapitel8', title: 'Titel' },
      exercises: [raft, discovery].map(({ id, number, title, weight }) => ({
        manifest: { ...manifest, id, number, title },
        weight,
      })),
    };
    const before = renderListing([chapter], emptyStanding, plainPaint, 0);
    expect(before.join('\n')).not.toContain('Ihr Stand');
    expect(before.join('\n')).toContain('Zählt 22 der 100 Punkte des Kapitels.');
    const { status, points, maxPoints, bonusPoints, maxBonusPoints } = raft;
    const entry = { status, points, maxPoints, bonusPoints, maxBonusPoints };
    const standing = { ...emptyStanding, exercises: { 'kapitel8/raft': entry } };
    const lines = renderListing([chapter], standing, plainPaint, 0);
    expect(lines[1]).toBe('Ihr Stand: 17,82 von 100 Punkten und 1,1 Bonuspunkte.');
    expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(80);
  });
});
