import { faultOrder } from '../results/describe-suite.ts';
import type { ExerciseResult, PropertyResult } from '../results/result.ts';
import { sum } from '../results/score.ts';
import type { ExerciseView, PartView } from './view.ts';
import { reportWording } from './wording/report.ts';

/** What of a result is worth saying, and in which order. Shared by all reports. */
export interface Digest {
  readonly parts: readonly PartDigest[];
  /** Failing properties worth a look, the most instructive first; those not begun are apart. */
  readonly failures: readonly Failure[];
  /** Found wrong in parts that look not begun: what earlier parts do where later ones ask more. */
  readonly ahead: readonly Failure[];
  /** Failing only because the student has not written anything there yet. */
  readonly notBegun: readonly PropertyResult[];
  /** Of those, what is missing in parts that are begun, by what it waits for. */
  readonly open: readonly Failure[];
}

export interface PartDigest {
  readonly id: string;
  readonly title: string;
  readonly bonus: boolean;
  readonly state: PartState;
  readonly points: number;
  readonly maxPoints: number;
  readonly properties: readonly PropertyResult[];
  readonly passed: number;
}

/**
 * `begun`: something is wrong. `not-begun`: whatever fails has not been written yet, or at least most
 * of it where nothing passes and an earlier part does: its scripted scenes reach code of that part.
 */
export type PartState = 'passed' | 'begun' | 'not-begun';

/** Properties that fail by one and the same fault, or are undecided for one reason: told once. */
export interface Failure {
  readonly lead: PropertyResult;
  readonly same: readonly PropertyResult[];
}

export function digestOf(view: Pick<ExerciseView, 'result' | 'parts'>): Digest {
  const { result } = view;
  const failing = result.properties.filter((property) => property.status !== 'bestanden');
  const wrong = inInstructiveOrder(
    failing.filter((property) => !isNotBegun(property)),
    view,
  );
  const notBegun = failing.filter(isNotBegun);
  const parts = digestParts(view);
  const isIn = (state: PartState, property: PropertyResult) =>
    parts.some((part) => part.id === property.part && part.state === state);
  const isInPassing = ({ part }: PropertyResult) =>
    parts.some(({ id, passed }) => id === part && passed > 0);
  return {
    parts,
    failures: groupByFault(wrong.filter((property) => !isIn('not-begun', property))),
    ahead: groupByFault(wrong.filter((property) => isIn('not-begun', property))),
    notBegun,
    open: groupByFault(notBegun.filter(isInPassing)),
  };
}

export function isNotBegun(property: PropertyResult): boolean {
  return property.counterexample?.fault?.kind === 'todo';
}

/** Nothing is wrong with it as far as was seen: the check came to no verdict. */
export function isUndecided(property: PropertyResult): boolean {
  return property.status === 'nicht-abgeschlossen' && property.counterexample === undefined;
}

/** „Am selben Fehler scheitern auch: …“, if others do. */
export function sameSentence({ lead, same }: Failure): string | undefined {
  if (same.length === 0) return undefined;
  const ids = same.map(({ id }) => id);
  if (isNotBegun(lead)) return reportWording.sameNeed(ids);
  return isUndecided(lead) ? reportWording.sameReason(ids) : reportWording.sameFault(ids);
}

/** „Braucht noch: „History.record“ (Teil 4: Beobachten).“ */
export function neededSentence({ lead }: Failure): string {
  const detail = lead.counterexample?.fault?.detail ?? '';
  return reportWording.needs(detail.replace(/^TODO\([^)]*\):\s*/, '').replace(' fehlt noch', ''));
}

/** How the rule is kept is no help to somebody whose program breaks off, or does nothing wrong. */
export function hintsFor(property: PropertyResult): readonly string[] {
  const isAboutRule = property.counterexample?.fault === undefined && !isUndecided(property);
  return isAboutRule ? property.hints : [];
}

function digestParts({ result, parts }: Pick<ExerciseView, 'result' | 'parts'>): PartDigest[] {
  const digests: PartDigest[] = [];
  for (const part of parts) {
    const somePassed = digests.some(({ passed }) => passed > 0);
    const digest = digestPart(part, result, somePassed);
    if (digest.properties.length > 0) digests.push(digest);
  }
  return digests;
}

function digestPart(part: PartView, result: ExerciseResult, somePassed: boolean): PartDigest {
  const properties = result.properties.filter((property) => property.part === part.id);
  const passed = properties.filter((property) => property.status === 'bestanden').length;
  return {
    id: part.id,
    title: part.title,
    bonus: part.bonus,
    state: partState(properties, passed, somePassed),
    points: sum(properties.map((property) => property.points)),
    maxPoints: sum(properties.map((property) => property.maxPoints)),
    properties,
    passed,
  };
}

function partState(
  properties: readonly PropertyResult[],
  passed: number,
  somePassed: boolean,
): PartState {
  if (passed === properties.length) return 'passed';
  const failing = properties.filter((property) => property.status !== 'bestanden');
  const open = failing.filter(isNotBegun).length;
  if (open === failing.length) return 'not-begun';
  return somePassed && passed === 0 && open > failing.length / 2 ? 'not-begun' : 'begun';
}

/** What is wrong before what is undecided, then by part, safety before liveness, fewer faults first, then as in the suite. */
function inInstructiveOrder(
  properties: readonly PropertyResult[],
  view: Pick<ExerciseView, 'parts'>,
): PropertyResult[] {
  const partIndex = new Map(view.parts.map((part, index) => [part.id, index]));
  const rank = (property: PropertyResult) => [
    isUndecided(property) ? 1 : 0,
    partIndex.get(property.part) ?? view.parts.length,
    property.kind === 'safety' ? 0 : 1,
    Math.min(...property.faults.map((level) => faultOrder.indexOf(level)), faultOrder.length),
  ];
  // Array.prototype.sort is stable, so the suite's order decides between equals.
  return [...properties].sort((a, b) => compareRanks(rank(a), rank(b)));
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function groupByFault(properties: readonly PropertyResult[]): Failure[] {
  const groups = new Map<string, PropertyResult[]>();
  for (const property of properties) {
    const key = causeKey(property) ?? `property ${property.id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [property]);
    else group.push(property);
  }
  return [...groups.values()].flatMap(([lead, ...same]) =>
    lead === undefined ? [] : [{ lead, same }],
  );
}

/** Equal for one cause: the same kind of fault at the same line, or the same words about it. */
function causeKey(property: PropertyResult): string | undefined {
  if (isUndecided(property)) return `undecided ${property.message}`;
  const fault = property.counterexample?.fault;
  if (fault === undefined) return undefined;
  const place = fault.location && `${fault.location.file}:${fault.location.line}`;
  return `fault ${fault.kind} ${place ?? fault.detail}`;
}
