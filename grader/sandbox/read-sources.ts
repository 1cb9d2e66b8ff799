import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrepareRequest } from './prepare.ts';
import type { Refusal, RefusalRule } from './refusal.ts';
import type { SubmissionSources } from './sources.ts';

/** Far above any honest solution; the references have some ten KiB. */
export const maxFileBytes = 512 * 1024;
const maxFiles = 64;
const maxFolderDepth = 4;

/**
 * Copies the submission's `.ts` files into memory: regular files only, links are never followed.
 * Files of the contract come from the exercise's folder, whatever the submission has there.
 */
export async function readSources(
  request: PrepareRequest,
): Promise<SubmissionSources | { readonly refusals: readonly Refusal[] }> {
  const { sourceDir, exerciseDir, manifest } = request;
  const files = new Map<string, string>();
  const refusals: Refusal[] = [];
  const found = await listTypeScript(sourceDir);
  const wanted = new Set([...manifest.files, ...found]);
  if (wanted.size > maxFiles) {
    return { refusals: [refusal('too-many-files', manifest.files[0] ?? '', String(wanted.size))] };
  }
  for (const path of wanted) {
    if (manifest.contract.includes(path)) continue;
    const read = await readText(sourceDir, path);
    if (typeof read === 'string') files.set(path, read);
    // Files nobody asked for and nobody imports are no obstacle: the bundler says if one is missing.
    else if (manifest.files.includes(path) || read.rule !== 'missing-file') refusals.push(read);
  }
  for (const path of manifest.contract) {
    const read = await readText(exerciseDir, path);
    if (typeof read !== 'string')
      throw new Error(`contract file ${path}: ${read.rule} ${read.detail}`);
    files.set(path, read);
  }
  return refusals.length > 0 ? { refusals } : { entry: manifest.files[0] ?? '', files };
}

/** Relative paths with `/`, sorted; without tests, hidden folders and installed packages. */
export async function listTypeScript(root: string, folder = '', depth = 0): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const isFolder = entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name);
    if (isFolder && depth < maxFolderDepth) {
      paths.push(...(await listTypeScript(root, path, depth + 1)));
    } else if (!entry.isDirectory() && /(?<!\.test|\.d)\.ts$/.test(entry.name)) {
      paths.push(path);
    }
    if (paths.length > maxFiles) break;
  }
  return paths;
}

/** One file as text, with the same care; links are not followed. */
export async function readText(root: string, path: string): Promise<string | Refusal> {
  const bytes = await readRegularFile(root, path);
  if (!Buffer.isBuffer(bytes)) return bytes;
  if (bytes.includes(0)) return refusal('not-text', path, 'NUL');
  try {
    // A byte order mark is dropped by the decoder.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refusal('not-text', path, 'UTF-8');
  }
}

async function readRegularFile(root: string, path: string): Promise<Buffer | Refusal> {
  try {
    for (const part of pathsTo(path)) {
      const entry = await lstat(join(root, part));
      const fits = part === path ? entry.isFile() : entry.isDirectory();
      if (!fits) return refusal('not-a-regular-file', path, part);
    }
    // Between the look and the opening a link could have taken its place.
    const handle = await open(join(root, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      return await readBounded(handle, path);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT'
      ? refusal('missing-file', path, '')
      : refusal('unreadable', path, code);
  }
}

async function readBounded(handle: FileHandle, path: string): Promise<Buffer | Refusal> {
  const entry = await handle.stat();
  if (!entry.isFile()) return refusal('not-a-regular-file', path, path);
  if (entry.size > maxFileBytes) return refusal('file-too-large', path, String(entry.size));
  const bytes = Buffer.alloc(maxFileBytes + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length);
    length += bytesRead;
    if (length > maxFileBytes) return refusal('file-too-large', path, String(length));
    if (bytesRead === 0) return bytes.subarray(0, length);
  }
}

/** `a/b/c.ts` → `a`, `a/b`, `a/b/c.ts`. */
function pathsTo(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function refusal(rule: RefusalRule, file: string, detail: string): Refusal {
  return {
    rule,
    file,
    detail,
    status: rule === 'not-a-regular-file' ? 'unzulaessig' : 'nicht-auswertbar',
  };
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
