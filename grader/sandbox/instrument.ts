import type { AnyNode, Program } from 'acorn';
import MagicString from 'magic-string';
import type { BundleSite, Names } from './counters.ts';
import { DepthCode } from './instrument-depth.ts';
import { Edits } from './instrument-edits.ts';
import type { ParsedBundle } from './parsed-bundle.ts';
import { statelessDefinitions } from './stateless.ts';
import { visit } from './syntax.ts';

/**
 * Makes a submission countable. Every loop iteration and every call of a function takes one step
 * from a budget; functions that call others also count how deeply calls are nested. Both are
 * decided by the program alone, never by the machine. Once a limit is passed, every step, `catch`
 * and `finally` throws again, so that the submission cannot go on.
 *
 * The result is an expression: a function `(referee) => Controls`, see `counted.ts`.
 */
export interface InstrumentedCode {
  readonly code: string;
  /** Source map (JSON text) from `code` to the code given. */
  readonly map: string;
  readonly sites: readonly BundleSite[];
}

export function instrument({ code, program, comments }: ParsedBundle): InstrumentedCode {
  const text = new MagicString(code);
  const names = freshNames(program);
  const edits = new Edits(text, names, new DepthCode(program, names));
  visit(
    program,
    (node, parent) => edits.enter(node, parent),
    (node) => edits.leave(node),
  );
  const definitions = statelessDefinitions(program);
  const last = program.body.at(-1);
  if (definitions !== undefined && last?.type === 'ReturnStatement') {
    text.appendLeft(last.start, `${names.share}([${definitions.join(', ')}]); `);
  }
  // SES refuses what looks like an import or an HTML comment, also inside comments.
  for (const { start, end } of comments) text.update(start, end, blank(code.slice(start, end)));
  text.prepend(prologue(names)).append('\n} }; })');
  return {
    code: text.toString(),
    map: text
      .generateMap({ hires: 'boundary', includeContent: false, source: 'bundle' })
      .toString(),
    sites: edits.sites,
  };
}

// All on one line, so that the code keeps its line numbers.
function prologue({ steps, depth, level, exhausted, tooDeep, caught, share }: Names): string {
  return [
    // Not `let`: the engine would check at each access whether it has been initialised.
    `((referee) => { 'use strict'; var ${steps} = 0, ${depth} = 0;`,
    `const ${exhausted} = (site) => referee.exhausted(site, ${depth});`,
    `const ${tooDeep} = (site) => { ${steps} = -1; referee.tooDeep(site); };`,
    `const ${caught} = (error, site) => {`,
    `if (--${steps} < 0) ${exhausted}(site);`,
    `if (referee.isOverflow(error)) ${tooDeep}(site); };`,
    `const ${share} = (definitions) => referee.share?.(definitions);`,
    `return { refill(steps) { const left = ${steps}; ${steps} = steps; ${depth} = 0; return left; },`,
    `start(console) { const ${level} = ${depth}; `,
  ].join(' ');
}

function freshNames(program: Program): Names {
  const used = new Set<string>();
  visit(program, (node: AnyNode) => {
    if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') used.add(node.name);
  });
  const fresh = (base: string) => {
    let name = base;
    for (let n = 0; used.has(name); n += 1) name = `${base}${n}`;
    return name;
  };
  return {
    steps: fresh('$steps'),
    depth: fresh('$depth'),
    level: fresh('$level'),
    value: fresh('$value'),
    exhausted: fresh('$exhausted'),
    tooDeep: fresh('$tooDeep'),
    caught: fresh('$caught'),
    share: fresh('$share'),
    error: fresh('$error'),
  };
}

function blank(comment: string): string {
  return comment.replace(/[^\n]/g, ' ');
}
