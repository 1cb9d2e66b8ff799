import { expect, test } from 'vitest';
import { parseDiagnostics } from './diagnostics.ts';

test('errors with their places and explanations', () => {
  const output = [
    "own/raft.ts(3,5): error TS2322: Type 'A' is not assignable to type 'B'.",
    "  Types of property 'x' are incompatible.",
    "    Type 'number' is not assignable to type 'string'.",
    "own\\log (2).ts(10,1): error TS1005: '}' expected.",
    '',
  ].join('\r\n');
  expect(parseDiagnostics(output)).toEqual([
    {
      file: 'own/raft.ts',
      line: 3,
      column: 5,
      code: 2322,
      text: "Type 'A' is not assignable to type 'B'.",
      details: [
        "Types of property 'x' are incompatible.",
        "Type 'number' is not assignable to type 'string'.",
      ],
    },
    { file: 'own/log (2).ts', line: 10, column: 1, code: 1005, text: "'}' expected.", details: [] },
  ]);
});

test('errors that belong to no file', () => {
  expect(parseDiagnostics('error TS18003: No inputs were found.\n')).toEqual([
    { line: 1, column: 1, code: 18003, text: 'No inputs were found.', details: [] },
  ]);
});

test('no output, no errors', () => {
  expect(parseDiagnostics('')).toEqual([]);
});
