/**
 * Beispieltests zur Aufgabe 8.7. Sie zeigen den Umgang mit Ihrer Lösung und die vier offenen Prüfungen
 * im Wortlaut: C1, C2, die strenge totale Ordnung und den Vergleich von Vektoren. Die Bewertung
 * (`npm run check lamport`) prüft mehr.
 *
 * Starten: `npm run examples lamport`
 */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClientScript, simulate } from '#simulator';
import type {
  ClockMessage,
  ClockRequest,
  ClockResponse,
  MutexMessage,
  MutexRequest,
  MutexResponse,
  Stamp,
  VectorStamp,
} from './contract.ts';
import {
  compareStamps,
  compareVectors,
  createClockProcess,
  createLamportClock,
  createMutexProcess,
  createVectorClock,
  findCounterexample,
} from './lamport.ts';

describe('Teil 1: die Lamport-Uhr', () => {
  it('steht anfangs auf 0', () => {
    expect(createLamportClock().time()).toBe(0);
  });

  it('C1 (offen): rückt bei jedem lokalen Ereignis und jedem Senden vor', () => {
    const clock = createLamportClock();
    let previous = clock.time();
    for (const stamp of [clock.tick(), clock.send(), clock.send(), clock.tick()]) {
      expect(stamp).toBeGreaterThan(previous);
      previous = stamp;
    }
  });

  it('C2 (offen): ein Empfang ist später als die Nachricht und als alles davor', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 })), (timestamps) => {
        const clock = createLamportClock();
        let previous = 0;
        for (const timestamp of timestamps) {
          const stamp = clock.receive(timestamp);
          expect(stamp).toBeGreaterThan(Math.max(previous, timestamp));
          previous = stamp;
        }
      }),
    );
  });

  it('stempelt im Netz so, dass der Empfänger später ist als der Sender', () => {
    const run = simulate<ClockMessage, ClockRequest, ClockResponse>({
      scenario: {
        nodes: 2,
        seed: 1,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 1000,
        faults: [],
        clients: [
          client('c1', 'n1', [0, { type: 'local' }], [20, { type: 'send', to: 'n2' }]),
          client('c2', 'n2', [100, { type: 'local' }]),
        ],
      },
      createProcess: createClockProcess,
      clientPolicy: patient,
    });
    expect(run.fault).toBeUndefined();
    const times = run.history.map((operation) => operation.returned?.response.time ?? 0);
    const [first = 0, sent = 0, afterwards = 0] = times;
    expect(first).toBeGreaterThan(0);
    expect(sent).toBeGreaterThan(first);
    expect(afterwards).toBeGreaterThan(sent);
  });
});

describe('Teil 2: eine totale Ordnung', () => {
  it('lässt zuerst die Zeit entscheiden, als Zahl', () => {
    expect(compareStamps({ time: 9, node: 'n2' }, { time: 10, node: 'n1' })).toBeLessThan(0);
  });

  it('Streng und total (offen): von zwei verschiedenen Stempeln kommt genau einer zuerst', () => {
    const stamp: fc.Arbitrary<Stamp> = fc.record({
      time: fc.constantFrom(1, 2, 9, 10),
      node: fc.constantFrom('n1', 'n2', 'n10'),
    });
    fc.assert(
      fc.property(stamp, stamp, stamp, (a, b, c) => {
        const isSame = a.time === b.time && a.node === b.node;
        expect(compareStamps(a, b) === 0).toBe(isSame);
        expect(Math.sign(compareStamps(a, b)) + Math.sign(compareStamps(b, a))).toBe(0);
        if (compareStamps(a, b) < 0 && compareStamps(b, c) < 0) {
          expect(compareStamps(a, c)).toBeLessThan(0);
        }
      }),
    );
  });
});

describe('Teil 3: das Gegenbeispiel', () => {
  it('nennt zwei verschiedene Ereignisse seines Ablaufs', () => {
    const { events, a, b } = findCounterexample({ nodes: ['n1', 'n2', 'n3'], gap: 2 });
    const ids = events.map((event) => event.id);
    expect(ids).toContain(a);
    expect(ids).toContain(b);
    expect(a).not.toBe(b);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('Teil 4: die Vektoruhr', () => {
  it('gibt weiter, was der Sender wusste', () => {
    const [first, second] = [
      createVectorClock('n1', ['n1', 'n2']),
      createVectorClock('n2', ['n1', 'n2']),
    ];
    const early = second.tick();
    const sent = first.send();
    const received = second.receive(sent);
    expect(compareVectors(sent, received)).toBe('before');
    expect(compareVectors(received, early)).toBe('after');
    expect(compareVectors(early, sent)).toBe('concurrent');
  });

  it('Eintrag für Eintrag (offen): before, after, equal, concurrent', () => {
    const entries = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(entries, entries, (v, w) => {
        const isSomewhereLess = v.some((entry, i) => entry < (w[i] ?? 0));
        const isSomewhereGreater = v.some((entry, i) => entry > (w[i] ?? 0));
        const expected = isSomewhereLess
          ? isSomewhereGreater
            ? 'concurrent'
            : 'before'
          : isSomewhereGreater
            ? 'after'
            : 'equal';
        expect(compareVectors(vector(v), vector(w))).toBe(expected);
      }),
    );
  });
});

describe('Teil 5: wechselseitiger Ausschluss', () => {
  it('vergibt die Sperre an zwei Knoten nacheinander', () => {
    const run = simulate<MutexMessage, MutexRequest, MutexResponse>({
      scenario: {
        nodes: 2,
        seed: 1,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 5000,
        faults: [],
        clients: [
          client('c1', 'n1', [0, { type: 'acquire' }], [50, { type: 'release' }]),
          client('c2', 'n2', [0, { type: 'acquire' }], [50, { type: 'release' }]),
        ],
      },
      createProcess: createMutexProcess,
      clientPolicy: patient,
    });
    expect(run.fault).toBeUndefined();
    // Wer hat die Sperre? Sie gilt vom „granted“ bis zur Anfrage „release“ auf dem Knoten.
    const holders = new Set<string>();
    let grants = 0;
    for (const event of run.trace.events) {
      if (event.kind === 'respond' && (event.response as MutexResponse).type === 'granted') {
        expect([...holders]).toEqual([]);
        holders.add(event.node);
        grants++;
      }
      if (event.kind === 'request' && (event.request as MutexRequest).type === 'release') {
        holders.delete(event.node);
      }
    }
    expect(grants).toBe(2);
  });
});

/** Ein Client, der zu den genannten Zeiten (in ms) der Reihe nach einen Knoten fragt. */
function client<Request>(
  id: string,
  target: string,
  ...requests: readonly (readonly [atMs: number, request: Request])[]
): ClientScript<Request> {
  return { id, requests: requests.map(([atMs, request]) => ({ atMs, request, target })) };
}

/** Clients, die auf jede Antwort warten und nie ein zweites Mal fragen. */
const patient = {
  timeoutMs: 10_000,
  retryDelayMs: 1,
  maxAttempts: 1,
  interpret: () => ({ done: true }) as const,
};

function vector(entries: readonly number[]): VectorStamp {
  return Object.fromEntries(entries.map((entry, i) => [`n${i + 1}`, entry]));
}
