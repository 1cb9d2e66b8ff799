import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExerciseManifest } from '../catalogue/manifest.ts';
import type { Finding } from '../results/result.ts';
import { decode } from './decode.ts';
import { readLimits } from './read-limits.ts';
import { sameLines } from './same-lines.ts';
import { fileWording } from './wording.ts';

/** The student's files as read once, in memory. */
export interface Sources {
  /** Text by path relative to the exercise's folder, with `/`. Contract files are not among them. */
  readonly files: ReadonlyMap<string, string>;
  /** The given contract files, from the exercise's folder. */
  readonly contract: ReadonlyMap<string, string>;
  /** Severity `fehler`: a file of the manifest is missing or unreadable. */
  readonly findings: readonly Finding[];
}

export interface ReadRequest {
  readonly sourceDir: string;
  readonly exerciseDir: string;
  /** How messages name `sourceDir`. */
  readonly shownDir: string;
  readonly manifest: Pick<ExerciseManifest, 'files' | 'contract'>;
}

/** Reads all `.ts` files of a submission. Problems of the submission are findings, never thrown. */
export async function readSources(request: ReadRequest): Promise<Sources> {
  const { exerciseDir, manifest } = request;
  const [contract, own] = await Promise.all([
    readGiven(exerciseDir, manifest.contract),
    readOwn(request, new Set(manifest.contract)),
  ]);
  const replaced = await replacedContracts(request, contract);
  return { files: own.files, contract, findings: [...own.findings, ...replaced] };
}

/** Files that come with the exercise. One that cannot be read is a defect of the installation. */
export async function readGiven(
  directory: string,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const texts = await Promise.all(paths.map((path) => readFile(join(directory, path), 'utf8')));
  return new Map(paths.map((path, index) => [path, (texts[index] ?? '').replace(/^\uFEFF/, '')]));
}

async function readOwn(request: ReadRequest, contract: ReadonlySet<string>) {
  const { sourceDir, shownDir, manifest } = request;
  const listing = await listFiles(sourceDir);
  if (listing.kind !== 'listed') {
    const message = fileWording[listing.kind](shownDir, manifest.files);
    return { files: new Map<string, string>(), findings: [fileError(listing.kind, message)] };
  }
  const required = new Set(manifest.files);
  const present = listing.paths.filter((path) => !contract.has(path));
  if (!present.some((path) => required.has(path)) && !(await anyExists(sourceDir, required))) {
    const message = fileWording['empty-folder'](shownDir, manifest.files);
    return { files: new Map<string, string>(), findings: [fileError('empty-folder', message)] };
  }
  const wanted = [...new Set([...manifest.files, ...present])];
  if (wanted.length > readLimits.maxFiles) {
    const message = fileWording['too-many-files'](shownDir);
    return { files: new Map<string, string>(), findings: [fileError('too-many-files', message)] };
  }
  const files = new Map<string, string>();
  const findings: Finding[] = [];
  for (const path of wanted) {
    const read = await readOne(sourceDir, path);
    if (read.kind === 'text') files.set(path, read.text);
    else findings.push(read.finding);
  }
  return { files, findings };
}

type Listing =
  | { readonly kind: 'listed'; readonly paths: readonly string[] }
  | { readonly kind: 'missing-folder' | 'not-a-folder' | 'unreadable-folder' };

/** Everything named `.ts` but folders and tests, in a fixed order; never follows a link. */
async function listFiles(directory: string): Promise<Listing> {
  const paths: string[] = [];
  const visit = async (folder: string, prefix: string, depth: number): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (paths.length > readLimits.maxFiles) return;
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) {
        const skipped = entry.name === 'node_modules' || entry.name.startsWith('.');
        if (!skipped && depth < readLimits.maxDepth)
          await visit(join(folder, entry.name), `${path}/`, depth + 1);
      } else if (/(?<!\.(?:test|spec))\.ts$/.test(entry.name)) paths.push(path);
    }
  };
  try {
    await visit(await realpath(directory), '', 0);
    return { kind: 'listed', paths };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return { kind: 'missing-folder' };
    return { kind: code === 'ENOTDIR' ? 'not-a-folder' : 'unreadable-folder' };
  }
}

async function anyExists(directory: string, paths: ReadonlySet<string>): Promise<boolean> {
  const found = await Promise.all(
    [...paths].map((path) =>
      lstat(join(directory, path)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

type ReadOne =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly finding: Finding };

async function readOne(directory: string, path: string): Promise<ReadOne> {
  const location = join(directory, path);
  const problem = (rule: keyof typeof fileWording.file, line?: number): ReadOne => ({
    kind: 'problem',
    finding: {
      ...fileError(rule, fileWording.file[rule](path)),
      file: path,
      ...(line === undefined ? {} : { line, column: 1 }),
    },
  });
  try {
    const status = await lstat(location);
    if (status.isSymbolicLink()) return problem('symbolic-link');
    if (status.isDirectory()) return problem('folder-instead-of-file');
    if (!status.isFile()) return problem('not-a-regular-file');
    if (status.size > readLimits.maxFileBytes) return problem('file-too-large');
    const decoded = decode(await readFile(location));
    return decoded.kind === 'text' ? decoded : problem(decoded.problem, decoded.line);
  } catch (error) {
    const missing = ['ENOENT', 'ENOTDIR'].includes(errorCode(error));
    return problem(missing ? 'missing-file' : 'unreadable-file');
  }
}

/** A submission may bring its own copy of a contract file; the given one is used all the same. */
async function replacedContracts(
  { sourceDir, exerciseDir, manifest }: ReadRequest,
  contract: ReadonlyMap<string, string>,
): Promise<Finding[]> {
  if (await isSameFolder(sourceDir, exerciseDir)) return [];
  const findings: Finding[] = [];
  for (const path of manifest.contract) {
    const read = await readOne(sourceDir, path);
    if (read.kind !== 'text' || sameLines(read.text, contract.get(path) ?? '')) continue;
    if (passesOn(read.text)) continue;
    const message = fileWording.contractReplaced(path);
    findings.push({ rule: 'contract-replaced', severity: 'warnung', message, file: path });
  }
  return findings;
}

/** Solutions kept elsewhere reach the given file so; nothing of their own is lost. */
function passesOn(text: string): boolean {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  return /^\s*(?:export\s+(?:type\s+)?\*\s+from\s+(['"])[^'"]*\1\s*;?\s*)+$/.test(code);
}

/** `false` also if one of them does not exist. */
export async function isSameFolder(one: string, other: string): Promise<boolean> {
  const paths = await Promise.all(
    [one, other].map((path) => realpath(path).catch(() => undefined)),
  );
  return paths[0] !== undefined && paths[0] === paths[1];
}

function fileError(rule: string, message: string): Finding {
  return { rule, severity: 'fehler', message };
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
