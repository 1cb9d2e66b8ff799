import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { browserBundle } from '../../../grader/judging/browser-bundle.ts';
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

/** The player and the simulator as two scripts, in bytes, compressed. */
export async function playerAndSimulator(player: string): Promise<number> {
  const simulator = fileURLToPath(new URL('../../../grader/simulator/kernel.ts', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [simulator],
    ...browserBundle,
  });
  return gzipSync(player).length + gzipSync(outputFiles[0]?.contents ?? '').length;
}
