import type { Finding } from '../../results/result.ts';
import type { Paint } from '../paint.ts';
import { placeOf } from '../places.ts';
import { clean } from '../values.ts';
import { reportWording } from '../wording/report.ts';
import { wrap } from './layout.ts';

const width = 80;
const maxShown = 6;

/** Errors first; a long list is cut: the first errors usually cause the later ones. */
export function renderFindings(findings: readonly Finding[], paint: Paint): string[] {
  const order: readonly Finding['severity'][] = ['fehler', 'warnung', 'hinweis'];
  const sorted = [...findings].sort(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity),
  );
  if (sorted.length === 0) return [];
  const hidden = sorted.length - maxShown;
  return [
    paint.bold(reportWording.findings),
    ...sorted.slice(0, maxShown).flatMap((finding) => renderFinding(finding, paint)),
    ...(hidden > 0 ? [`  ${reportWording.moreFindings(hidden)}`] : []),
    '',
  ];
}

function renderFinding(finding: Finding, paint: Paint): string[] {
  const colour = finding.severity === 'fehler' ? paint.bad : paint.warn;
  const place = placeOf(finding);
  const head = `${reportWording.severities[finding.severity]}${place === '' ? '' : ` ${place}`}`;
  return [
    `  ${colour(head)}`,
    ...wrap(clean(finding.message), width - 4).map((line) => `    ${line}`),
  ];
}
