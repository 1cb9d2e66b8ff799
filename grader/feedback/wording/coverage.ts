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

/** „vollständig geprüft: zusammen 2.693 Abläufe in 5 Versuchen, Tiefe 12 bis 14 (…)“ */
export function coverageTogether(complete: readonly CoverageReport[]): string {
  const [only, ...others] = complete;
  if (only !== undefined && others.length === 0) return coverageSentence(only);
  const depths = complete.map(({ depth }) => depth);
  const [least, most] = [Math.min(...depths), Math.max(...depths)];
  const depth =
    least === most ? formatNumber(least) : `${formatNumber(least)} bis ${formatNumber(most)}`;
  const schedules = complete.reduce((sum, each) => sum + each.schedules, 0);
  const pruned = complete.reduce((sum, each) => sum + each.pruned, 0);
  const all = `zusammen ${formatNumber(schedules)} Abläufe in ${formatNumber(complete.length)} Versuchen`;
  return `vollständig geprüft: ${all}, Tiefe ${depth}${equivalent(pruned)}`;
}

function equivalent(pruned: number): string {
  if (pruned === 0) return '';
  if (pruned === 1) return ' (ein weiterer ist gleichwertig)';
  return ` (weitere ${formatNumber(pruned)} sind gleichwertig)`;
}

export function propertiesCovered(count: number, sentence: string): string {
  return `${reportWording.properties(count)} ${sentence}`;
}
