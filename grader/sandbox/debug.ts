import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import type { Guard } from '../simulator/guard.ts';
import type { Submission } from '../suites/submission.ts';
import { BundleFailure, bundleSubmission, type SubmissionBundle } from './bundle.ts';
import { capturedConsole } from './console.ts';
import { faultOf } from './fault.ts';
import { locatorOf } from './locate.ts';
import { type PrepareRequest, refusalOf } from './prepare.ts';
import { readSources } from './read-sources.ts';
import type { Reference } from './reference.ts';
import type { Refusal } from './refusal.ts';
import { type Use, usedSubmissions } from './uses.ts';

export type DebugPreparation =
  | { readonly kind: 'prepared'; readonly submission: Submission }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

/** Another exercise's solution beside it: one's own, to be debugged as well, or the reference. */
export type DebugUse = Use &
  ({ readonly request: PrepareRequest } | { readonly reference: Reference });

/**
 * One's own code for a debugger: in plain Node, without sandbox and budgets. Breakpoints in the
 * `.ts` files hit, because the bundle carries a source map with their absolute paths.
 */
export async function debugSubmission(
  request: PrepareRequest,
  uses: readonly DebugUse[] = [],
): Promise<DebugPreparation> {
  const own = await read(request);
  if ('refusals' in own) return { kind: 'refused', refusals: own.refusals };
  const used: (Use & { readonly code: Code })[] = [];
  for (const use of uses) {
    const code =
      'request' in use ? await read(use.request) : await bundleSubmission(use.reference.sources);
    if ('refusals' in code) return { kind: 'refused', refusals: code.refusals };
    used.push({ ...use, code });
  }
  const submission = {
    ...debuggable(own, 'debug-bundle.js'),
    uses: usedSubmissions(used, ({ code }, scriptName) => ({
      ...debuggable(code, scriptName),
      uses: {},
    })),
  };
  return { kind: 'prepared', submission };
}

interface Code extends SubmissionBundle {
  /** Where it was read from, if a debugger shall find it. */
  readonly request?: PrepareRequest;
}

async function read(
  request: PrepareRequest,
): Promise<Code | { readonly refusals: readonly Refusal[] }> {
  const sources = await readSources(request);
  if ('refusals' in sources) return sources;
  try {
    return { ...(await bundleSubmission(sources)), request };
  } catch (error) {
    if (!(error instanceof BundleFailure)) throw error;
    return { refusals: error.problems.map(refusalOf) };
  }
}

function debuggable({ code, map, request }: Code, name: string): Omit<Submission, 'uses'> {
  // A file that does not exist, but lies in the workspace, where editors look for source maps.
  const scriptName = join(request?.sourceDir ?? '', name);
  // The opening stands on the bundle's first line, which has no mappings, so no line moves.
  const link = request === undefined ? '' : inlineMap(withAbsolutePaths(map, request));
  const text = `(function (console) { ${code}\n})\n${link}`;
  const evaluate: unknown = new Script(text, { filename: scriptName }).runInThisContext();
  if (typeof evaluate !== 'function') throw new Error('the bundle is not a function');
  const locator = locatorOf(map);
  const reader = { scriptName: name, stackOf: rawStackOf, locator: () => locator };
  const guard: Guard = { enter() {}, explain: (error) => faultOf(error, reader), onLog: undefined };
  const shown = debugConsole(guard);
  return { guard, instantiate: () => evaluate(shown) ?? {} };
}

/** To the trace, as in the sandbox, and to the debugger's own console, where values can be opened. */
function debugConsole(guard: Guard): unknown {
  const captured = capturedConsole(() => guard.onLog);
  const entries = Object.entries(captured).map(([level, log]) => [
    level,
    (...values: unknown[]) => {
      (log as (...values: unknown[]) => void)(...values);
      console[level as 'log'](...values);
    },
  ]);
  return Object.fromEntries(entries);
}

function withAbsolutePaths(
  map: string,
  { sourceDir, exerciseDir, manifest }: PrepareRequest,
): string {
  const parsed = JSON.parse(map) as { sources: string[] };
  const sources = parsed.sources.map((source) => {
    const folder = manifest.contract.includes(source) ? exerciseDir : sourceDir;
    return pathToFileURL(join(folder, source)).href;
  });
  return JSON.stringify({ ...parsed, sources });
}

function inlineMap(map: string): string {
  const encoded = Buffer.from(map).toString('base64');
  return `//# sourceMappingURL=data:application/json;base64,${encoded}`;
}

/** The stack in places of the script itself, although Node may already map stacks to sources. */
function rawStackOf(error: Error): string {
  const prepare = Error.prepareStackTrace;
  Error.prepareStackTrace = (_, frames) =>
    frames
      .map((at) => `${at.getFileName()}:${at.getLineNumber()}:${at.getColumnNumber()}`)
      .join('\n');
  try {
    return error.stack ?? '';
  } finally {
    Error.prepareStackTrace = prepare;
  }
}
