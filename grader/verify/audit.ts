import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exercise } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import { findReading } from '../catalogue/sections.ts';
import { loadSuite, suiteFileOf } from './trial.ts';
import { loadMutants, loadVariants } from './variants.ts';

const totalPoints = 100;
const minimumAlternatives = 2;

/**
 * What is wrong with an exercise's own files, as German sentences for its author; empty if all is
 * well. What the suite proves by running is `verifyExercise`'s business.
 */
export async function auditExercise(layout: Layout, exercise: Exercise): Promise<string[]> {
  const problems = await Promise.all([
    auditFolder(exercise),
    auditUses(exercise),
    auditSkeleton(exercise),
    auditSuite(layout, exercise),
    auditSolutions(layout, exercise),
  ]);
  return problems.flat();
}

async function auditFolder({ folder, manifest }: Exercise): Promise<string[]> {
  const expected = ['aufgabe.md', 'manifest.json', ...manifest.files, ...manifest.contract];
  const present = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const missing = expected.filter((file) => !present.includes(file));
  const stray = present.filter((file) => !expected.includes(file) && !file.endsWith('.test.ts'));
  return [
    ...missing.map((file) => `Im Aufgabenordner fehlt ${file}.`),
    ...stray.map(
      (file) => `Die Datei ${file} steht weder in „files“ noch in „contract“ des Manifests.`,
    ),
    ...(present.some((file) => file.endsWith('.test.ts'))
      ? []
      : ['Es gibt keine sichtbaren Beispieltests (*.test.ts).']),
  ];
}

async function auditUses({ folder, manifest }: Exercise): Promise<string[]> {
  const problems = manifest.uses.map(async ({ exercise, own }) => {
    const files = await readdir(join(folder, '..', exercise)).catch((): string[] => []);
    return [
      ...(files.includes('contract.ts')
        ? []
        : [`„uses“: Die Aufgabe „${exercise}“ gibt es nicht, oder ihr fehlt „contract.ts“.`]),
      ...(own ? [`„uses“: „own“ zu „${exercise}“ stellen nur Studierende auf true.`] : []),
    ];
  });
  return (await Promise.all(problems)).flat();
}

async function auditSkeleton({ folder, manifest }: Exercise): Promise<string[]> {
  const marker = `TODO(${manifest.number})`;
  const texts = await Promise.all(
    manifest.files.map((file) => readFile(join(folder, file), 'utf8').catch(() => '')),
  );
  return manifest.files
    .filter((_, i) => !texts[i]?.includes(`// ${marker}`))
    .map((file) => `In ${file} fehlt „// ${marker}: …“: Studierende sehen nicht, wo es losgeht.`);
}

async function auditSuite(layout: Layout, exercise: Exercise): Promise<string[]> {
  const { manifest, chapter } = exercise;
  const suite = await loadSuite(suiteFileOf(layout.suites, chapter, manifest.id));
  const problems: string[] = [];
  const parts = new Map(manifest.parts.map((part) => [part.id, part]));
  const regular = suite.properties.filter(({ part }) => parts.get(part)?.bonus !== true);
  const points = regular.reduce((sum, property) => sum + property.points, 0);
  if (points !== totalPoints) {
    problems.push(`Die Punkte ergeben ${points} statt ${totalPoints} (ohne Bonus).`);
  }
  if (suite.exercise !== manifest.id) problems.push(`Die Prüfung nennt sich „${suite.exercise}“.`);
  const ids = suite.properties.map(({ id }) => id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) {
    problems.push(`Die Eigenschaft „${id}“ gibt es zweimal.`);
  }
  for (const part of manifest.parts) {
    if (!suite.properties.some((property) => property.part === part.id)) {
      problems.push(`Zum Teil „${part.id}“ gibt es keine Eigenschaft.`);
    }
  }
  for (const property of suite.properties) {
    const name = `Eigenschaft „${property.id}“`;
    if (!parts.has(property.part))
      problems.push(`${name}: Den Teil „${property.part}“ gibt es nicht.`);
    if (property.hints.some((hint) => hint.trim() === ''))
      problems.push(`${name}: Ein Hinweis ist leer.`);
    if (!/[.!?]$/.test(property.rule)) problems.push(`${name}: Die Regel ist kein ganzer Satz.`);
    if (property.on.length === 0) problems.push(`${name}: Sie wird in keinem Versuch beurteilt.`);
    const reading = await findReading(layout, chapter, property.chapter);
    if (reading.title === undefined) {
      problems.push(`${name}: Die Textstelle „${property.chapter}“ gibt es nicht.`);
    }
  }
  return problems;
}

async function auditSolutions(layout: Layout, exercise: Exercise): Promise<string[]> {
  const home = join(layout.solutions, exercise.chapter, exercise.manifest.id);
  const suiteFile = suiteFileOf(layout.suites, exercise.chapter, exercise.manifest.id);
  const ids = new Set((await loadSuite(suiteFile)).properties.map(({ id }) => id));
  const mutants = await loadMutants(home);
  const variants = await loadVariants(layout, exercise);
  const alternatives = variants.filter(({ kind }) => kind === 'alternative');
  const names = mutants.map(({ id }) => id);
  return [
    ...(alternatives.length < minimumAlternatives
      ? [
          `Es gibt ${alternatives.length} statt mindestens ${minimumAlternatives} anders geschriebene Lösungen.`,
        ]
      : []),
    ...(mutants.length === 0 ? ['Es gibt keine Mutanten.'] : []),
    ...names
      .filter((id, i) => names.indexOf(id) !== i)
      .map((id) => `Den Mutanten „${id}“ gibt es zweimal.`),
    ...mutants.flatMap((mutant) =>
      mutant.killedBy
        .filter((id) => !ids.has(id))
        .map((id) => `Mutant „${mutant.id}“: Die Eigenschaft „${id}“ gibt es nicht.`),
    ),
  ];
}
