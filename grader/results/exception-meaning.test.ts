import { describe, expect, it } from 'vitest';
import { exceptionMeaning } from './exception-meaning.ts';
import { faultSentence } from './wording.ts';

/** What the engine under this test says: the patterns must fit it, not our memory of it. */
function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error('nothing thrown');
}

const missing = undefined as unknown as { n: number; f: () => void };
const frozenList: unknown[] = Object.freeze([1]) as unknown[];
const frozen = Object.freeze({ term: 1 }) as { term: number; neu?: number };

describe('the meaning of an exception', () => {
  it.each([
    [() => missing.n, 'links vom Punkt „undefined“'],
    [
      () => {
        missing.n = 1;
      },
      '„.n“ wird gesetzt',
    ],
    [
      () => {
        const { n } = missing;
        return n;
      },
      'Das heißt: „n“',
    ],
    [() => (frozen as unknown as { f: () => void }).f(), 'ist aber keine Funktion'],
    [() => [...(1 as unknown as number[])], 'ist aber keine Liste'],
    [() => new (frozen as unknown as new () => object)(), 'ist keine Klasse'],
    [() => ([] as number[]).reduce((a, b) => a + b), 'leere Liste'],
    [() => Object.keys(missing), 'Wo ein Objekt stehen müsste'],
    [() => frozenList.push(2), 'Verändern Sie eine Kopie'],
    [
      () => {
        frozen.term = 2;
      },
      'Verändern Sie eine Kopie',
    ],
    [
      () => {
        frozen.neu = 2;
      },
      'Verändern Sie eine Kopie',
    ],
    [() => 'x'.repeat(2 ** 30), 'größer, als JavaScript erlaubt'],
  ])('%s', (action, part) => {
    expect(exceptionMeaning(messageOf(action))).toContain(part);
  });

  it('speaks of built-in objects where a method is replaced', () => {
    const detail = "Cannot assign to read only property 'push' of object '[object Array]'";
    expect(exceptionMeaning(detail)).toMatch(/^Eingebaute Objekte/);
  });

  it('stands beside the original, and nowhere if it is not known', () => {
    const detail = "Cannot read properties of undefined (reading 'n')";
    expect(faultSentence({ kind: 'exception', detail, handler: 'n1.send' })).toBe(
      `Ihr Programm bricht in n1.send mit einem Fehler ab: „${detail}“. Das heißt: „.n“ wird gelesen, wo links vom Punkt „undefined“ steht. Prüfen Sie, ob der Wert überhaupt da ist, bevor Sie ihn benutzen.`,
    );
    expect(faultSentence({ kind: 'exception', detail: 'Konto leer' })).toBe(
      'Ihr Programm bricht in Ihrem Code mit einem Fehler ab: „Konto leer“.',
    );
    expect(exceptionMeaning('Konto leer')).toBeUndefined();
  });
});
