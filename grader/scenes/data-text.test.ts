import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { dataText } from './data-text.ts';

it('keeps the data', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(dataText(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 300, seed: 8 },
  );
});

it('gives an event a line, however long it is', () => {
  const long = 'x'.repeat(300);
  const text = dataText({
    events: [
      { seq: 0, text: long },
      { seq: 1, text: long },
    ],
    end: 'idle',
  });
  expect(text.split('\n')).toHaveLength(8);
  expect(text.split('\n')[2]).toBe(`    {"seq":0,"text":"${long}"},`);
});
