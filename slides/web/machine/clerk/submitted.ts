import type { Preparation } from '../../../../grader/sandbox/prepare-sources.ts';
import { refused } from '../../../../grader/sandbox/prepare-sources.ts';
import type { Refusal, RefusalRule } from '../../../../grader/sandbox/refusal.ts';
import type { SubmissionSources } from '../../../../grader/sandbox/sources.ts';
import type { Reading } from '../clerk-calls.ts';

/** As in `grader/sandbox/read-sources.ts`. */
const maxFileBytes = 512 * 1024;
const maxFiles = 64;

/** The files to be run, or why they are not: what reading them from a folder would bring. */
export function submitted({ exercise, files }: Reading): SubmissionSources | Preparation {
  const { manifest, contract } = exercise;
  const refusals: Refusal[] = [];
  const read = new Map<string, string>();
  const found = Object.keys(files).filter((path) => /(?<!\.test|\.d)\.ts$/.test(path));
  const wanted = new Set([...manifest.files, ...found.sort()]);
  if (wanted.size > maxFiles) {
    return refused([refusal('too-many-files', manifest.files[0] ?? '', String(wanted.size))]);
  }
  for (const path of wanted) {
    if (manifest.contract.includes(path)) continue;
    const text = files[path];
    const problem = problemOf(path, text);
    if (problem === undefined) read.set(path, text?.replace(/^\uFEFF/, '') ?? '');
    else refusals.push(problem);
  }
  for (const path of manifest.contract) read.set(path, contract[path] ?? '');
  return refusals.length > 0 ? refused(refusals) : { entry: manifest.files[0] ?? '', files: read };
}

function problemOf(path: string, text: string | undefined): Refusal | undefined {
  if (text === undefined) return refusal('missing-file', path, '');
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > maxFileBytes) return refusal('file-too-large', path, String(bytes));
  return text.includes('\0') ? refusal('not-text', path, 'NUL') : undefined;
}

function refusal(rule: RefusalRule, file: string, detail: string): Refusal {
  return { rule, file, detail, status: 'nicht-auswertbar' };
}
