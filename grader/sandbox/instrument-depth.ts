import type { AnyNode, Program } from 'acorn';
import { depthLimit, type Names } from './counters.ts';
import { type FunctionNode, isFunction, isLoop, someWithin, visit } from './syntax.ts';

/**
 * How one function takes part in counting nested calls.
 * - `counted`: one level deeper while it runs, put back on each of its ways out. What it throws leaves
 *   the count too high: whoever catches it puts it back to the level of its own.
 * - `guarded`: the same with `finally`, where the function has code that runs between throw and catch.
 *   It is dearer: the engine inlines much less of such code.
 * - `noted`: not deeper itself, but it catches, so it has to know its level.
 */
export type Nesting = 'counted' | 'guarded' | 'noted' | 'none';

/**
 * Writes the code that counts nested calls. Exact for every program: where code of the submission may
 * run between throw and catch unseen (generators that catch, iterators of its own with `return`), all
 * functions are guarded.
 */
export class DepthCode {
  readonly #isGuarded: boolean;

  constructor(
    program: Program,
    private readonly names: Names,
  ) {
    let isGuarded = false;
    visit(program, (node) => {
      isGuarded ||= runsUnseen(node);
    });
    this.#isGuarded = isGuarded;
  }

  nestingOf(node: FunctionNode, parent: AnyNode | undefined): Nesting {
    const has = (type: AnyNode['type']) => someWithin(node, (inner) => inner.type === type);
    if (!node.generator && nests(node, parent)) {
      const isGuarded =
        this.#isGuarded || someWithin(node, (inner) => isTry(inner) && inner.finalizer != null);
      return isGuarded ? 'guarded' : 'counted';
    }
    return !this.#isGuarded && has('TryStatement') ? 'noted' : 'none';
  }

  /** Of a value that is made a function of its own. */
  get nestingOfValue(): Nesting {
    return this.#isGuarded ? 'guarded' : 'counted';
  }

  opening(nesting: Nesting, site: number): string {
    const { level, depth, tooDeep } = this.names;
    if (nesting === 'none') return '';
    if (nesting === 'noted') return ` const ${level} = ${depth};`;
    const check = `if (${level} > ${depthLimit}) ${tooDeep}(${site});`;
    return ` const ${level} = ++${depth};${nesting === 'guarded' ? ' try {' : ''} ${check}`;
  }

  /** Where the function's body ends. */
  closing(nesting: Nesting): string {
    if (nesting === 'guarded') return ` } finally { ${this.#leave()} }`;
    return nesting === 'counted' ? ` ${this.#leave()}` : '';
  }

  /** Around the value of `return`, which may itself call: [instead of the keyword, before the end]. */
  returning(): readonly [string, string] {
    const { value } = this.names;
    // As part of a list, an anonymous function does not take the variable's name.
    return [`{ const ${value} = (0, `, `); ${this.#leave()} return ${value}`];
  }

  returningNothing(): string {
    return `{ ${this.#leave()} `;
  }

  /** At the beginning of what runs after a throw. */
  caught(): string {
    return this.#isGuarded ? '' : ` ${this.names.depth} = ${this.names.level};`;
  }

  #leave(): string {
    return `${this.names.depth} = ${this.names.level} - 1;`;
  }
}

/**
 * Whether calls can nest through this function. One that neither calls nor loops cannot, unless it
 * is called where no call is written: getters and methods of computed names (iterators, coercions).
 */
function nests(node: FunctionNode, parent: AnyNode | undefined): boolean {
  if (parent?.type === 'MethodDefinition' || parent?.type === 'Property') {
    if (parent.computed || parent.kind === 'get' || parent.kind === 'set') return true;
  }
  return someWithin(node, (inner) => calls(inner) || isLoop(inner));
}

export function calls(node: AnyNode): boolean {
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
    case 'SpreadElement':
    case 'ArrayPattern':
      return true;
    default:
      return false;
  }
}

function runsUnseen(node: AnyNode): boolean {
  if (isFunction(node)) return node.generator && someWithin(node, isTry);
  if (node.type !== 'Property' && node.type !== 'MethodDefinition') return false;
  return !node.computed && 'name' in node.key && node.key.name === 'return';
}

function isTry(node: AnyNode): node is AnyNode & { type: 'TryStatement' } {
  return node.type === 'TryStatement';
}
