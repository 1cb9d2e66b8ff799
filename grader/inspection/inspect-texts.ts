import type { ExerciseManifest } from '../catalogue/manifest.ts';
import type { Finding } from '../results/result.ts';
import { exportFindings } from './export-findings.ts';
import { parseGiven } from './given-files.ts';
import { reachableFrom } from './imports.ts';
import type { Gate, Inspection } from './inspection.ts';
import type { Ts } from './parser.ts';
import type { Sources } from './read-sources.ts';
import { sameLines } from './same-lines.ts';
import { sameTokens } from './same-tokens.ts';
import { findInSource } from './source-findings.ts';
import { type ParsedFile, parseFile } from './syntax.ts';
import type { TypeCheck } from './type-check.ts';
import { typeFindings } from './type-findings.ts';
import type { TypeNames } from './type-names.ts';
import { adviceWording, fileWording, gateWording } from './wording.ts';

/** A submission in memory, with what it is compared to: also read in a page. */
export interface Texts {
  readonly manifest: ExerciseManifest;
  readonly sources: Sources;
  readonly skeleton: ReadonlyMap<string, string> | undefined;
  readonly typeNames: TypeNames;
}

type Skeleton = Texts['skeleton'];

/** What can be said without compiler and parser; `undefined` if it takes those. */
export function inspectAtSight({ manifest, sources, skeleton }: Texts): Inspection | undefined {
  const unreadable = sources.findings.find(({ severity }) => severity === 'fehler');
  if (unreadable !== undefined) {
    const message = gateWording.files(unreadable.message);
    return conclude(sources.findings, 'nicht-auswertbar', 'bearbeitet', message);
  }
  if (isUntouched(manifest.files, sources, skeleton)) {
    return conclude([...sources.findings, unchangedFinding], 'auswertbar', 'unveraendert');
  }
  return undefined;
}

/** Everything else. Same texts, same findings, in the same order. */
export function inspectTexts(ts: Ts, texts: Texts, types: TypeCheck): Inspection {
  try {
    const inspection = judge(ts, texts, types);
    return types.kind === 'stopped' ? { ...inspection, isCompilerStopped: true } : inspection;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The parser and the rules descend as deep as the source is nested.
    const message = gateWording.tooDeep;
    const finding: Finding = { rule: 'nested-too-deeply', severity: 'fehler', message };
    const findings = [...texts.sources.findings, finding];
    return conclude(findings, 'nicht-auswertbar', 'bearbeitet', message);
  }
}

const unchangedFinding: Finding = {
  rule: 'skeleton-unchanged',
  severity: 'hinweis',
  message: adviceWording.unchanged,
};

/** Line by line: needs no parser, and most exercises of a chapter are in this state for long. */
function isUntouched(
  files: readonly string[],
  { files: own }: Sources,
  skeleton: Skeleton,
): boolean {
  return files.every((path) => {
    const given = skeleton?.get(path);
    return given !== undefined && sameLines(own.get(path) ?? '', given);
  });
}

function judge(
  ts: Ts,
  { manifest, sources, skeleton, typeNames }: Texts,
  types: TypeCheck,
): Inspection {
  const contract = parseAll(ts, sources.contract, parseGiven);
  const own = new Map([...parseAll(ts, sources.files, parseFile), ...contract]);
  const given = skeleton && new Map([...parseAll(ts, skeleton, parseGiven), ...contract]);
  const reachable = reachableFrom(ts, manifest.files[0] ?? '', own);
  const judged = [...own.values()].filter(
    ({ path }) => sources.files.has(path) && (reachable.has(path) || manifest.files.includes(path)),
  );
  const unchanged = manifest.files.every((path) =>
    sameProgram(ts, own.get(path), given?.get(path)),
  );
  const found = judged.map((file) => findInSource(ts, file, typeNames));
  const forbidden = found
    .flatMap((each) => each.forbidden)
    .map((each) =>
      reachable.has(each.file ?? '') ? each : { ...each, severity: 'warnung' as const },
    );
  const places = found.flatMap((each) => each.forbiddenPlaces);
  const waiting = new Set(
    forbidden.filter(({ rule }) => rule === 'forbidden-async').map(({ file }) => file),
  );
  const typed = typeFindings(types, places, waiting, reachable);
  const exported = own.get(manifest.files[0] ?? '')?.hasSyntaxErrors
    ? []
    : exportFindings(ts, { manifest, own, given });
  const findings = [
    ...sources.findings,
    ...forbidden,
    ...typed.findings,
    ...exported,
    ...found.flatMap((each) => [...each.advice, ...(unchanged ? [] : each.todos)]),
    ...(unchanged ? [unchangedFinding] : []),
    ...notImported([...sources.files.keys()], manifest.files, reachable),
  ];
  const { gate, message } = closeGate(forbidden, typed.findings, typed.errors, exported);
  return conclude(findings, gate, unchanged ? 'unveraendert' : 'bearbeitet', message);
}

function parseAll(
  ts: Ts,
  texts: ReadonlyMap<string, string>,
  parse: typeof parseFile,
): Map<string, ParsedFile> {
  return new Map([...texts].map(([path, text]) => [path, parse(ts, path, text)]));
}

function sameProgram(ts: Ts, own: ParsedFile | undefined, given: ParsedFile | undefined): boolean {
  return own !== undefined && given !== undefined && sameTokens(ts, own.root, given.root);
}

/** Tests beside the solution are welcome and never imported. */
function notImported(
  paths: readonly string[],
  expected: readonly string[],
  reachable: ReadonlySet<string>,
): Finding[] {
  const stray = paths.filter(
    (path) =>
      !reachable.has(path) && !expected.includes(path) && !/\.(test|spec|d)\.ts$/.test(path),
  );
  return stray.map((file) => ({
    rule: 'file-not-imported',
    severity: 'hinweis',
    message: fileWording.notImported(file),
    file,
  }));
}

function closeGate(
  forbidden: readonly Finding[],
  typed: readonly Finding[],
  errors: number,
  exported: readonly Finding[],
): { gate: Gate; message?: string } {
  const isError = ({ severity }: Finding) => severity === 'fehler';
  const [firstForbidden] = forbidden.filter(isError).sort(byPlace);
  if (firstForbidden !== undefined) {
    const { file = '', line = 1, message } = firstForbidden;
    const place = gateWording.place(file, line);
    return { gate: 'unzulaessig', message: gateWording.forbidden(place, message) };
  }
  const [firstTyped] = typed.filter(isError).sort(byPlace);
  if (firstTyped !== undefined) {
    const { file, line = 1, message } = firstTyped;
    const place = file === undefined ? undefined : gateWording.place(file, line);
    const reason = place === undefined ? message : gateWording.doesNotCompile(errors, place);
    return { gate: 'nicht-auswertbar', message: reason };
  }
  const firstExport = exported.find(isError);
  if (firstExport === undefined) return { gate: 'auswertbar' };
  return { gate: 'nicht-auswertbar', message: gateWording.contract(firstExport.message) };
}

const severities: readonly Finding['severity'][] = ['fehler', 'warnung', 'hinweis'];

function conclude(
  findings: readonly Finding[],
  gate: Gate,
  state: Inspection['state'],
  message?: string,
): Inspection {
  const ordered = [...findings].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || byPlace(a, b),
  );
  return { findings: ordered, gate, state, ...(message === undefined ? {} : { message }) };
}

function byPlace(a: Finding, b: Finding): number {
  const [fileA = '', fileB = ''] = [a.file, b.file];
  if (fileA !== fileB) return fileA < fileB ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
