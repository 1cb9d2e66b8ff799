/** The clerk's program. Its build puts esbuild's browser library in place of esbuild. */
import * as esbuild from 'esbuild';
import { prepareSources } from '../../../../grader/sandbox/prepare-sources.ts';
import type { Clerk, FromClerk, Part, ToClerk } from '../clerk-calls.ts';
import { told } from '../told.ts';
import { unpack } from '../unpack.ts';
import { compilerFrom, Inspector } from './inspecting.ts';
import { concluded } from './results.ts';
import { submitted } from './submitted.ts';

type Answering = {
  [Method in keyof Clerk]: (
    task: Parameters<Clerk[Method]>[0],
  ) => ReturnType<Clerk[Method]> | Promise<ReturnType<Clerk[Method]>>;
};

let inspector: Inspector | undefined;
const parts = new Map<Part, Promise<void>>();

const take: Readonly<Record<Part, (content: Uint8Array<ArrayBuffer>) => Promise<void>>> = {
  async esbuild(content) {
    // In this worker, not in one of its own.
    await esbuild.initialize({ wasmModule: await WebAssembly.compile(content), worker: false });
  },
  async typescript(content) {
    inspector = new Inspector(compilerFrom(new TextDecoder().decode(content)));
  },
};

const answering: Answering = {
  async prepare(task) {
    const sources = submitted(task);
    if ('kind' in sources) return sources;
    await parts.get('esbuild');
    return prepareSources(sources);
  },
  async inspect(task) {
    await parts.get('typescript');
    if (inspector === undefined) throw new Error('TypeScript is not there');
    return inspector.inspect(task);
  },
  conclude: concluded,
  tell: told,
};

addEventListener('message', ({ data }: MessageEvent<ToClerk>) => {
  if (data.kind === 'part') {
    const ready = unpack(data.packed).then(take[data.part]);
    // Who needs it is told.
    ready.catch(() => undefined);
    parts.set(data.part, ready);
    return;
  }
  const { id, method, task } = data;
  Promise.resolve()
    .then(() => answering[method](task as never))
    .then(
      (value) => ({ id, value }),
      (error: unknown) => ({ id, error: describe(error) }),
    )
    .then((answer: FromClerk) => postMessage(answer));
});

function describe(error: unknown): string {
  return error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
}
