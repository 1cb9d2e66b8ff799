import type { ClassMember, MadeAttempt } from './class.ts';
import { zipBytes } from './zip-bytes.ts';

/** What a member uploads: file names with their contents. */
export type Upload = ReadonlyMap<string, Buffer>;

/** As people pack: a ZIP of the chapter's folder, one of each attempt, or all that lies around. */
export async function packUpload(member: ClassMember, chapter: string): Promise<Upload> {
  const [first, ...others] = member.attempts;
  if (member.kind === 'bomb') {
    return new Map([['abgabe.zip', await zipBytes(withBomb(first, chapter))]]);
  }
  if (member.kind === 'untidy') {
    return new Map([['Meine Lösung.zip', await zipBytes(untidy(first, chapter))]]);
  }
  if (others.length === 0) return new Map([['abgabe.zip', await zipBytes(below(chapter, first))]]);
  const attempts = await Promise.all(
    member.attempts.map(
      async (attempt, index): Promise<[string, Buffer]> => [
        `Versuch ${index + 1}.zip`,
        await zipBytes(below(chapter, attempt)),
      ],
    ),
  );
  return new Map(attempts);
}

function below(folder: string, { files }: MadeAttempt): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, text]) => [`${folder}/${path}`, text]));
}

const bombBytes = 64 * 1024 * 1024;

/** Sixty-four MiB of nothing in sixty-four KiB. */
function withBomb(attempt: MadeAttempt, chapter: string): ReadonlyMap<string, string | Buffer> {
  const bomb: [string, Buffer] = [`${chapter}/daten.bin`, Buffer.alloc(bombBytes)];
  return new Map<string, string | Buffer>([...below(chapter, attempt), bomb]);
}

/** Decomposed umlauts, marks of the byte order, Windows' line ends and the notes of a Mac. */
function untidy(attempt: MadeAttempt, chapter: string): ReadonlyMap<string, string> {
  const top = `Lösungen für die Übung/${chapter}`.normalize('NFD');
  const files = [...attempt.files].map(([path, text], index): [string, string] => [
    `${top}/${path}`,
    `${index % 2 === 0 ? '\uFEFF' : ''}${text.replaceAll('\n', '\r\n')}`,
  ]);
  return new Map([
    ...files,
    [`__MACOSX/${top}/._raft`, 'Mac'],
    [`${top}/.DS_Store`, 'Mac'],
    [`${top}/node_modules/left-pad/index.js`, 'module.exports = (text) => text;\n'],
  ]);
}
