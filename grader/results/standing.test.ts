import { describe, expect, it } from 'vitest';
import { exerciseView, passed } from '../feedback/view.fixture.ts';
import { advanceStanding, emptyStanding, readStanding } from './standing.ts';

const result = { ...exerciseView([passed('a')]).result, id: 'raft', maxPoints: 100 };
const at = '2026-11-25T12:00:00.000Z';

describe('the standing after a check', () => {
  it('keeps the last and the best points', () => {
    const first = advanceStanding(emptyStanding, 'k', [{ ...result, points: 60 }], at);
    const second = advanceStanding(first, 'k', [{ ...result, points: 40, bonusPoints: 5 }], at);
    expect(second).toMatchObject({
      at,
      exercises: { 'k/raft': { points: 40, best: { points: 60, bonusPoints: 5 }, at } },
    });
  });

  it('counts what version 1 left behind as the best so far', () => {
    const { status, maxPoints, maxBonusPoints } = result;
    const old = { status, points: 80, maxPoints, bonusPoints: 0, maxBonusPoints };
    const read = readStanding(JSON.stringify({ version: 1, exercises: { 'k/raft': old } }));
    if (read.kind !== 'standing') throw new Error(read.kind);
    const now = advanceStanding(read.standing, 'k', [{ ...result, points: 10 }], at);
    expect(now.exercises['k/raft']).toMatchObject({ points: 10, best: { points: 80 } });
  });

  it('does not change by a defect of ours', () => {
    const defect = { ...result, status: 'pruefer-fehler' as const };
    expect(advanceStanding(emptyStanding, 'k', [defect], at)).toBe(emptyStanding);
  });
});
