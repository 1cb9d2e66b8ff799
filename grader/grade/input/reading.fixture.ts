import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Exercise } from '../../catalogue/catalogue.ts';
import { type ReadOptions, type ReadResult, readSubmissions } from './read-submissions.ts';

/** An exercise as far as reading needs it. */
export function exercise(id: string, number: string, files: readonly string[]): Exercise {
  return {
    chapter: 'kapitel8',
    chapterTitle: 'Titel',
    weight: 50,
    folder: '/nirgends',
    manifest: {
      id,
      number,
      title: id,
      summary: '',
      files: [...files],
      contract: ['protocol.ts'],
      exports: {},
      parts: [],
      chapter: '',
      concepts: [],
      after: [],
      uses: [],
    },
  };
}

export const twoExercises: readonly Exercise[] = [
  exercise('raft', '8.8', ['raft.ts', 'log.ts', 'key-value-store.ts']),
  exercise('2pc', '8.10', ['coordinator.ts', 'participant.ts', 'log.ts']),
];

/** A folder for the inputs of one test. */
export class InputFolder {
  private constructor(readonly root: string) {}

  static async create(): Promise<InputFolder> {
    return new InputFolder(await mkdtemp(join(tmpdir(), 'eingabe-')));
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }

  path(name: string): string {
    return join(this.root, name);
  }

  async put(name: string, content: string | Uint8Array): Promise<string> {
    await mkdir(dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), content);
    return this.path(name);
  }

  read(names: readonly string[], options: Partial<ReadOptions> = {}): Promise<ReadResult> {
    const inputs = names.map((name) => this.path(name));
    return readSubmissions(inputs, { exercises: twoExercises, secret: 'geheim', ...options });
  }
}

/** What was read, as plain text: name → files of each attempt. */
export function textsOf(result: ReadResult): Record<string, Record<string, string>[]> {
  return Object.fromEntries(
    result.submissions
      .map(({ student, attempts }): [string, Record<string, string>[]] => [
        student.name,
        attempts.map(({ files }) =>
          Object.fromEntries([...files].map(([path, bytes]) => [path, decode(bytes)])),
        ),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

export function reasonsOf({ refused }: ReadResult): readonly string[] {
  return refused.map(({ shownAs, reason }) => `${shownAs}: ${reason}`);
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
