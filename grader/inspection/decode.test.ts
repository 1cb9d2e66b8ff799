import { describe, expect, test } from 'vitest';
import { decode } from './decode.ts';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));
const utf16 = (text: string, littleEndian: boolean) => {
  const encoded = Buffer.from(text, 'utf16le');
  return littleEndian ? encoded : encoded.swap16();
};

describe('texts', () => {
  test.each([
    ['ASCII', bytes('const a = 1;\n'), 'const a = 1;\n'],
    ['UTF-8', bytes("const a = 'Knöten 🙂';"), "const a = 'Knöten 🙂';"],
    ['UTF-8 with a byte order mark', bytes([0xef, 0xbb, 0xbf], 'a;'), 'a;'],
    ['Windows line ends', bytes('a;\r\nb;\r\n'), 'a;\r\nb;\r\n'],
    ['nothing', bytes(''), ''],
    ['very short', bytes('a'), 'a'],
  ])('%s', (_, input, text) => {
    expect(decode(input)).toEqual({ kind: 'text', text });
  });
});

describe('problems, with their line', () => {
  test.each([
    ['UTF-16, little endian, marked', bytes([0xff, 0xfe], [...utf16('a;', true)]), 'utf-16', 1],
    ['UTF-16, big endian, marked', bytes([0xfe, 0xff], [...utf16('a;', false)]), 'utf-16', 1],
    ['UTF-16, little endian', utf16('const a = 1;', true), 'utf-16', 1],
    ['UTF-16, big endian', utf16('const a = 1;', false), 'utf-16', 1],
    ['Latin-1', Buffer.from('a;\n// Knöten\n', 'latin1'), 'not-utf-8', 2],
    ['a character cut off at the end', bytes('a;\nb;\n', [0xc3]), 'not-utf-8', 3],
    ['an overlong character', bytes([0xc0, 0xaf]), 'not-utf-8', 1],
    ['NUL', bytes('a;\nb;\nc', [0], ';'), 'nul', 3],
    ['nothing but NUL', bytes([0, 0, 0, 0, 0, 0]), 'nul', 1],
  ] as const)('%s', (_, input, problem, line) => {
    expect(decode(input)).toEqual({ kind: 'problem', problem, line });
  });
});
