import type { CoverageReport } from '../../suites/report.ts';
import { formatNumber } from './numbers.ts';
import { reportWording } from './report.ts';

/**
 * „vollständig geprüft: alle 4.312 Abläufe bis Tiefe 12 (weitere 61.000 sind gleichwertig)“. What did
 * not come to its end is never called complete.
 */
export function coverageSentence({ schedules, depth, pruned, complete }: CoverageReport): string {
  const reach = `bis Tiefe ${formatNumber(depth)}`;
  if (!complete) {
    const first =
      schedules === 1 ? 'am ersten Ablauf' : `an den ersten ${formatNumber(schedules)} Abläufen`;
    return `nicht vollständig geprüft, nur ${first} ${reach}`;
  }
  const all = schedules === 1 ? 'der einzige Ablauf' : `alle ${formatNumber(schedules)} Abläufe`;
  return `vollständig geprüft: ${all} ${reach}${equivalent(pruned)}`;
}

function equivalent(pruned: number): string {
  if (pruned === 0) return '';
  if (pruned === 1) return ' (ein weiterer ist gleichwertig)';
  return ` (weitere ${formatNumber(pruned)} sind gleichwertig)`;
}

export function propertiesCovered(count: number, sentence: string): string {
  return `${reportWording.properties(count)} ${sentence}`;
}
