import type { Limits } from './limits.ts';
import type { Flaw } from './tree.ts';
import { flawWording } from './wording.ts';

/** A name from an archive or a folder: a safe relative path, or why it is none. */
export type CheckedName =
  | { readonly path: string }
  /** `path` only tells whose it is. */
  | { readonly path: string; readonly flaw: Flaw['reason'] };

/**
 * Brings a name into the form of {@link FoundFile.path}. Backslashes of archives made by old Windows
 * programs must have become slashes before.
 */
export function checkName(name: string, limits: Limits): CheckedName {
  const parts = name
    .normalize('NFC')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  const flawed = (reason: Flaw['reason']): CheckedName => ({
    path: parts.filter((part) => part !== '..').join('/'),
    flaw: reason,
  });
  if (name.includes('\0')) return flawed(flawWording.nul);
  if (name.includes('\uFFFD')) return flawed(flawWording.unreadableName);
  if (hasControl(name)) return flawed(flawWording.controlCharacter);
  if (/^[a-z]:/i.test(name)) return flawed(flawWording.drive);
  if (name.startsWith('/')) return flawed(flawWording.absolute);
  if (parts.includes('..')) return flawed(flawWording.parent);
  if (name.includes('\\')) return flawed(flawWording.backslash);
  if (name.length > limits.pathLength) {
    return flawed((shownName) => flawWording.longPath(shownName, limits.pathLength));
  }
  if (parts.length > limits.pathDepth) {
    return flawed((shownName) => flawWording.deepPath(shownName, limits.pathDepth));
  }
  if (parts.length === 0) return flawed(() => flawWording.emptyName);
  return { path: parts.join('/') };
}

const strayFolders: ReadonlySet<string> = new Set(['node_modules', '__MACOSX']);
const strayFiles: ReadonlySet<string> = new Set(['Thumbs.db', 'desktop.ini']);

/**
 * The topmost folder of a path that is never a hand-in, such as installed packages, version control
 * or a system's own notes; `undefined` if there is none. Dot files count as well.
 */
export function strayPart(path: string): string | undefined {
  const parts = path.split('/');
  const at = parts.findIndex(
    (part) => part.startsWith('.') || strayFolders.has(part) || strayFiles.has(part),
  );
  return at < 0 ? undefined : parts.slice(0, at + 1).join('/');
}

/** Names that a file system could take for one: without case, in NFC. */
export function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

const maxShown = 120;

/** A name for messages: short, and without characters that change how a line is shown. */
export function shown(name: string): string {
  const harmless = [...name]
    .map((character) => (isHarmful(character) ? '\u{FFFD}' : character))
    .join('');
  if (harmless.length <= maxShown) return harmless;
  return `${harmless.slice(0, maxShown / 2)}…${harmless.slice(-maxShown / 2)}`;
}

function hasControl(name: string): boolean {
  return [...name].some((character) => /\p{Cc}/u.test(character));
}

/** Control characters, and those that turn the direction of writing. */
function isHarmful(character: string): boolean {
  return /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]/u.test(character);
}
