import { formatMs } from '../table.ts';

/** `≤ 150,0 ms (erreicht)` */
export function verdictOn(value: number, most: number, format = formatMs): string {
  return `≤ ${format(most)} ${value <= most ? '(erreicht)' : '(verfehlt)'}`;
}
