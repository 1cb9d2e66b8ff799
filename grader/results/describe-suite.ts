import type { AnyProperty, FaultLevel, Suite } from '../suites/suite.ts';
import type { PropertyMeta, SuiteMeta } from './suite-meta.ts';

/** From harmless to severe; reports list and rank fault levels in this order. */
export const faultOrder: readonly FaultLevel[] = [
  'none',
  'loss',
  'reordering',
  'partition',
  'crash',
];

/**
 * What a report says about a suite's properties, as plain data: the process that runs a suite sends
 * it along, because functions cannot travel. Imports types only, so that it stays small there.
 */
export function describeSuite(suite: Suite): SuiteMeta {
  const { exercise, properties, withheld } = suite;
  return {
    exercise,
    properties: properties.map(describeProperty),
    ...(withheld === undefined ? {} : { withheld }),
  };
}

function describeProperty(property: AnyProperty): PropertyMeta {
  const levels = new Set(property.on.map((experiment) => experiment.faults));
  return {
    id: property.id,
    part: property.part,
    title: property.title,
    rule: property.rule,
    source: property.source,
    points: property.points,
    kind: property.kind,
    visibility: property.visibility,
    faults: faultOrder.filter((level) => levels.has(level)),
    hints: [...property.hints],
    chapter: property.chapter,
  };
}
