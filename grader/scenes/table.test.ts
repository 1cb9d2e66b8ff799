import { expect, it } from 'vitest';
import { row } from './table.ts';

it('lets no cell end early or be taken for markup', () => {
  expect(row(['a|b', 'x_1 *y*', '<b> [l](m) $5'])).toBe(
    '| a\\|b | x\\_1 \\*y\\* | \\<b\\> \\[l\\](m) \\$5 |',
  );
});
