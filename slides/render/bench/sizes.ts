import { gzipSync } from 'node:zlib';
import type { ExercisePackage } from '../../web/machine/contract.ts';
import type { Files } from '../book/build-book.ts';

/** A file as it goes over the wire. */
export interface Sent {
  readonly bytes: Buffer;
  readonly isGzip: boolean;
}

/** All files as a static host sends them: text compressed, fonts as they are. */
export function withGzip(files: Files): ReadonlyMap<string, Sent> {
  return new Map(
    [...files].map(([name, content]) => {
      const isGzip = !name.endsWith('.woff2');
      const bytes = isGzip ? gzipSync(content) : Buffer.from(content);
      return [name, { bytes, isGzip }] as const;
    }),
  );
}

/** Whatever a chapter loads to play a trace, to change it and to play that, in bytes, compressed. */
export function playerAndSimulator(files: Files): number {
  const scripts = ['player.js', 'scenes.js', 'szenen/buehne.js'];
  return scripts.reduce((sum, name) => {
    const code = files.get(name);
    if (code === undefined) throw new Error(`the site has no ${name}`);
    return sum + gzipSync(code).length;
  }, 0);
}

/**
 * Whatever a report of each exercise has with it to play a counterexample, to change it and to judge what
 * follows, but for the submission: bytes, compressed. The simulator is in the suite's program.
 */
export function reportPrograms(files: Files): ReadonlyMap<string, number> {
  const program = files.get('report.js');
  if (program === undefined) throw new Error('the site has no report.js');
  const page: { werkstatt?: Record<string, ExercisePackage> } = {};
  for (const [name, code] of files) {
    if (/^werkstatt\/[^/]+\.js$/.test(name)) new Function('globalThis', String(code))(page);
  }
  const exercises = Object.entries(page.werkstatt ?? {});
  return new Map(
    exercises.map(([id, { suite }]) => {
      return [id, gzipSync(program).length + gzipSync(suite.code).length];
    }),
  );
}
