import { createHash } from 'node:crypto';
import type { Exercise } from '../../catalogue/catalogue.ts';
import { submittedAnswers } from '../../judging/quiz-share.ts';
import { type Repair, repairContent } from './content.ts';
import type { Limits } from './limits.ts';
import { folded } from './names.ts';
import { placeFiles } from './place.ts';
import { Refusal } from './refusal.ts';
import { type FoundFile, mapTree, type Tree } from './tree.ts';
import { unpack } from './unpack.ts';
import { noteWording, refusalWording } from './wording.ts';

/** The files of one attempt as they are graded, and what was done to get them. */
export interface Taken {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Of `quiz.yaml`: whether it counts, grading knows. */
  readonly answers?: Uint8Array;
  readonly notes: readonly string[];
}

/**
 * Reads hand-ins. Files with the same content, such as the contracts everybody hands in again, are
 * kept once for the whole class.
 */
export class Taker {
  private readonly contents = new Map<string, Uint8Array>();

  constructor(
    private readonly exercises: readonly Exercise[],
    private readonly limits: Limits,
  ) {}

  /** @throws Refusal if the hand-in cannot be graded. */
  async take(tree: Tree): Promise<Taken> {
    const unpacked = unwrap(await unpack(tree, this.limits), this.exercises);
    const { files, notes } = placeFiles(unpacked.files, this.exercises);
    if (files.size === 0) throw new Refusal(this.whyNothing(unpacked.files));
    const { read, repairs } = await this.readAll(files);
    const answers = await this.answersIn(unpacked.files);
    return {
      files: read,
      ...(answers === undefined ? {} : { answers }),
      notes: [
        ...strayNotes(unpacked.strays),
        ...otherArchiveNotes(unpacked.files),
        ...notes,
        ...repairNotes(repairs),
      ],
    };
  }

  private async readAll(files: ReadonlyMap<string, FoundFile>): Promise<{
    readonly read: ReadonlyMap<string, Uint8Array>;
    readonly repairs: ReadonlyMap<Repair, readonly string[]>;
  }> {
    const { limits } = this;
    if (files.size > limits.files) {
      throw new Refusal(refusalWording.tooManyFiles(files.size, limits.files));
    }
    const read = new Map<string, Uint8Array>();
    const repairs = new Map<Repair, string[]>();
    let total = 0;
    for (const [path, file] of files) {
      const found = await file.read(limits.fileBytes, file.path);
      total += found.length;
      if (total > limits.filesBytes) {
        throw new Refusal(refusalWording.filesTooLarge(limits.filesBytes));
      }
      const repaired = repairContent(found);
      for (const repair of repaired.repairs) {
        repairs.set(repair, [...(repairs.get(repair) ?? []), path]);
      }
      read.set(path, this.shared(repaired.bytes));
    }
    return { read, repairs };
  }

  /** Where the hand-in has several, the one that lies least deep. */
  private async answersIn(files: readonly FoundFile[]): Promise<Uint8Array | undefined> {
    const depth = ({ path }: FoundFile) => path.split('/').length;
    const [found] = files
      .filter(({ path }) => path.split('/').at(-1)?.toLowerCase() === submittedAnswers)
      .sort((a, b) => depth(a) - depth(b) || (a.path < b.path ? -1 : 1));
    if (found === undefined) return undefined;
    return this.shared(repairContent(await found.read(this.limits.fileBytes, found.path)).bytes);
  }

  /** The one copy of these bytes; never a part of a buffer that would stay in memory with it. */
  private shared(bytes: Uint8Array): Uint8Array {
    const key = createHash('sha256').update(bytes).digest('base64');
    const known = this.contents.get(key) ?? new Uint8Array(bytes);
    this.contents.set(key, known);
    return known;
  }

  private whyNothing(files: readonly FoundFile[]): string {
    const archives = otherArchives(files);
    if (archives.length > 0) return refusalWording.otherArchive(archives);
    const [first] = this.exercises;
    const file = first?.manifest.files[0] ?? '';
    return refusalWording.nothing(`${first?.manifest.id ?? ''}/${file}`);
  }
}

/**
 * A hand-in without the folders and archives around it. Nobody needs them, and they are often called
 * after the person, whose name must not get into reports.
 */
function unwrap(tree: Tree, exercises: readonly Exercise[]): Tree {
  const tops = new Set(tree.files.map(({ path }) => path.split('/')[0] ?? ''));
  const [top = '', ...others] = tops;
  const isExercise = exercises.some(({ manifest }) => manifest.id === folded(top));
  const isFile = tree.files.some(({ path }) => path === top);
  if (top === '' || others.length > 0 || isExercise || isFile) return tree;
  const prefix = `${top}/`;
  const inner = mapTree(tree, (path) =>
    path.startsWith(prefix) ? path.slice(prefix.length) : path,
  );
  return unwrap(inner, exercises);
}

function strayNotes(strays: readonly string[]): string[] {
  const worthSaying = strays.filter((stray) => /(^|\/)(node_modules|\.git|__MACOSX)$/.test(stray));
  return worthSaying.length === 0 ? [] : [noteWording.strays(worthSaying)];
}

function otherArchiveNotes(files: readonly FoundFile[]): string[] {
  const archives = otherArchives(files);
  return archives.length === 0 ? [] : [noteWording.otherArchives(archives)];
}

function otherArchives(files: readonly FoundFile[]): string[] {
  return files.map(({ path }) => path).filter(isOtherArchive);
}

export function isOtherArchive(path: string): boolean {
  return /\.(rar|7z|tar|tgz|txz|tbz2?|gz|xz|bz2|zst)$/i.test(path);
}

function repairNotes(repairs: ReadonlyMap<Repair, readonly string[]>): string[] {
  const order: readonly Repair[] = ['bom', 'crlf', 'utf16', 'windows1252'];
  return order.flatMap((repair) => {
    const paths = repairs.get(repair);
    return paths === undefined ? [] : [noteWording[repair](paths)];
  });
}
