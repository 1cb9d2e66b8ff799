import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ExerciseManifest } from '../catalogue/manifest.ts';

/** For tests: an exercise and a submission in temporary folders, made from strings. */
export interface TemporarySubmission {
  readonly exerciseDir: string;
  readonly sourceDir: string;
  readonly manifest: ExerciseManifest;
  remove(): Promise<void>;
}

export const counterManifest: ExerciseManifest = {
  id: 'zaehler',
  number: '8.0',
  title: 'Zähler',
  summary: 'Sie bauen einen Zähler.',
  files: ['counter.ts'],
  contract: ['protocol.ts'],
  exports: { createCounter: 'function', Clock: 'class', limit: 'constant' },
  parts: [{ id: 'zaehlen', title: 'Zählen', bonus: false }],
  chapter: '08-zaehler.md',
  concepts: ['Zähler'],
  after: [],
  uses: [],
};

export const counterProtocol = `export interface Tick {
  readonly type: 'Tick';
  readonly amount: number;
}
`;

export const counterSkeleton = `import type { Context, NodeId, Process } from '#simulator';
import type { Tick } from './protocol.ts';

/** So weit wird gezählt. */
export const limit: number = 10;

export class Clock {
  /** Zählt um eins weiter. */
  tick(): number {
    // TODO(8.0): Zählen Sie.
    throw new Error('TODO(8.0): Clock.tick fehlt noch.');
  }
}

export function createCounter(context: Context<Tick>): Process<Tick> {
  return {
    onMessage(from: NodeId, message: Tick): void {
      // TODO(8.0): Antworten Sie.
      throw new Error(\`TODO(8.0): \${context.self} hat für \${message.type} von \${from} noch keine Antwort.\`);
    },
  };
}
`;

/** A correct solution; tests replace or add to parts of it. */
export const counterSolution = `import type { Context, Process } from '#simulator';
import type { Tick } from './protocol.ts';

export const limit: number = 10;

export class Clock {
  private time = 0;
  tick(): number {
    this.time += 1;
    return this.time;
  }
}

export function createCounter(context: Context<Tick>): Process<Tick> {
  let total = 0;
  return {
    onMessage(from, message) {
      total = Math.min(limit, total + message.amount);
      context.send(from, { type: 'Tick', amount: total });
    },
  };
}
`;

/** Files of the submission by path; text, or bytes for those that are none. */
export async function temporarySubmission(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<TemporarySubmission> {
  const root = await mkdtemp(join(tmpdir(), 'abgabe-'));
  const exerciseDir = join(root, 'kapitel', counterManifest.id);
  const sourceDir = join(root, 'abgabe');
  await writeAll(exerciseDir, { 'counter.ts': counterSkeleton, 'protocol.ts': counterProtocol });
  await writeAll(sourceDir, files);
  return {
    exerciseDir,
    sourceDir,
    manifest: counterManifest,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

async function writeAll(
  directory: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
}
