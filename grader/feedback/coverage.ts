import type { PropertyResult } from '../results/result.ts';
import type { CoverageReport } from '../suites/report.ts';
import { coverageSentence, coverageTogether, propertiesCovered } from './wording/coverage.ts';

/** What was gone through exhaustively for one property; nothing where it does not hold. */
export function coverageOf(property: PropertyResult): string[] {
  return coverages(property).map(coverageSentence);
}

/** The same for several properties: what is complete together, what is not one by one. */
export function coverageOfAll(properties: readonly PropertyResult[]): string[] {
  const all = new Map<string, CoverageReport>();
  for (const each of properties.flatMap(coverages)) {
    all.set(`${each.complete} ${each.experiment}`, each);
  }
  const complete = [...all.values()].filter((each) => each.complete);
  const partial = [...all.values()].filter((each) => !each.complete);
  const countWith = (among: readonly CoverageReport[]) =>
    properties.filter((property) =>
      coverages(property).some(({ experiment, complete: isComplete }) =>
        among.some((each) => each.experiment === experiment && each.complete === isComplete),
      ),
    ).length;
  return [
    ...(complete.length === 0
      ? []
      : [propertiesCovered(countWith(complete), coverageTogether(complete))]),
    ...partial.map((each) => propertiesCovered(countWith([each]), coverageSentence(each))),
  ];
}

function coverages(property: PropertyResult): readonly CoverageReport[] {
  return property.status === 'bestanden' ? (property.coverage ?? []) : [];
}
