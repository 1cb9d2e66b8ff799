import type {
  AnyNode,
  CatchClause,
  Literal,
  ReturnStatement,
  TemplateElement,
  TryStatement,
} from 'acorn';
import type MagicString from 'magic-string';
import type { BundleSite, Names } from './counters.ts';
import { calls, type DepthCode, type Nesting } from './instrument-depth.ts';
import { type FunctionNode, isFunction, isLoop, type LoopNode, someWithin } from './syntax.ts';

/** A function, or the module. */
interface Frame {
  readonly nesting: Nesting;
  /** Indices of the loops around the current node. */
  readonly loops: number[];
}

/** Inserts the counters, node by node. Insertions never contain a line break. */
export class Edits {
  readonly sites: BundleSite[] = [];
  /** The functions around the current node; the first is the module. */
  readonly #frames: Frame[] = [{ nesting: 'noted', loops: [] }];
  /** What to insert behind a node, once everything inside it is done. */
  readonly #closing = new Map<AnyNode, (() => void)[]>();

  constructor(
    private readonly text: MagicString,
    private readonly names: Names,
    private readonly depth: DepthCode,
  ) {}

  enter(node: AnyNode, parent: AnyNode | undefined): void {
    if (isFunction(node)) this.#enterFunction(node, parent);
    else if (isLoop(node)) this.#enterLoop(node);
    else if (node.type === 'TryStatement') this.#enterTry(node);
    else if (node.type === 'CatchClause') this.#enterCatch(node);
    else if (node.type === 'ReturnStatement') this.#enterReturn(node);
    else if (node.type === 'PropertyDefinition' && node.value != null) this.#enterValue(node.value);
    else if (node.type === 'AssignmentPattern') this.#enterValue(node.right);
    else if (node.type === 'Literal' || node.type === 'TemplateElement') this.#disarm(node);
    this.#disarmKey(node);
  }

  leave(node: AnyNode): void {
    // What was opened last is closed first.
    for (const close of this.#closing.get(node)?.reverse() ?? []) close();
    if (isFunction(node)) this.#frames.pop();
    else if (isLoop(node)) this.#frame.loops.pop();
  }

  #enterFunction(node: FunctionNode, parent: AnyNode | undefined): void {
    const site = this.#newSite('function', nameOf(node, parent), node.start);
    const nesting = this.depth.nestingOf(node, parent);
    this.#frames.push({ nesting, loops: [] });
    if (node.body.type === 'BlockStatement') {
      const opening = `${this.#check(site)}${this.depth.opening(nesting, site)}`;
      this.text.appendLeft(afterDirectives(node.body), ` ${opening}`);
      this.#close(node.body, node.body.end - 1, this.depth.closing(nesting));
      return;
    }
    const arrow = this.text.original.lastIndexOf('=>', node.body.start) + '=>'.length;
    if (nesting === 'none') {
      this.text.appendLeft(arrow, ` (${this.#checkExpression(site)}, `);
      this.#close(node, node.end, ')');
    } else {
      const [before, after] = this.#returningBlock(nesting, site);
      this.text.appendLeft(arrow, ` ${before}`);
      this.#close(node, node.end, after);
    }
  }

  /** Makes a value the only thing that a function returns. */
  #returningBlock(nesting: Nesting, site: number): readonly [string, string] {
    const opening = `{ ${this.#check(site)}${this.depth.opening(nesting, site)}`;
    if (nesting !== 'counted') return [`${opening} return (`, `);${this.depth.closing(nesting)} }`];
    const [before, after] = this.depth.returning();
    return [`${opening} ${before}`, `${after}; } }`];
  }

  #enterReturn(node: ReturnStatement): void {
    if (this.#frame.nesting !== 'counted') return;
    const { start, end, argument } = node;
    this.#close(node, end, ' }');
    if (argument == null) {
      this.text.appendLeft(start, this.depth.returningNothing());
      return;
    }
    const [before, after] = this.depth.returning();
    this.text.update(start, start + 'return'.length, before);
    const isTerminated = this.text.original[end - 1] === ';';
    this.#close(node, isTerminated ? end - 1 : end, after);
  }

  #enterLoop(node: LoopNode): void {
    const { loops } = this.#frame;
    const name = node.type.startsWith('For')
      ? 'for'
      : node.type === 'WhileStatement'
        ? 'while'
        : 'do';
    const site = this.#newSite('loop', name, node.start, loops.at(-1));
    loops.push(site);
    if (node.body.type === 'BlockStatement') {
      this.text.appendLeft(node.body.start + 1, ` ${this.#check(site)}`);
    } else {
      this.text.appendLeft(node.body.start, `{ ${this.#check(site)} `);
      this.#close(node.body, node.body.end, ' }');
    }
  }

  /**
   * Initial values of class fields and parameters run outside any function's body. Those that call
   * become functions, because calls can nest through them.
   */
  #enterValue(value: AnyNode): void {
    if (isFunction(value) || !(calls(value) || someWithin(value, calls))) return;
    // A pattern in a generator's body may yield, which no function inside could do for it.
    if (someWithin(value, ({ type }) => type === 'YieldExpression')) return;
    const site = this.#newSite('other', '', value.start);
    const [before, after] = this.#returningBlock(this.depth.nestingOfValue, site);
    this.text.appendLeft(value.start, `(() => ${before}`);
    this.#close(value, value.end, `${after})()`);
  }

  #enterTry({ block, handler, finalizer }: TryStatement): void {
    if (finalizer != null) {
      const site = this.#newSite('other', '', finalizer.start);
      this.text.appendLeft(finalizer.start + 1, `${this.depth.caught()} ${this.#check(site)}`);
    }
    // Where the handler cannot look at the value, or `finally` could discard it, we look first.
    if (handler?.param?.type === 'Identifier' || (handler != null && handler.param == null)) return;
    const site = this.#newSite('other', '', block.start);
    const { error, caught } = this.names;
    this.text.appendLeft(block.start + 1, ' try {');
    this.#close(
      block,
      block.end - 1,
      `} catch (${error}) {${this.depth.caught()} ${caught}(${error}, ${site}); throw ${error}; } `,
    );
  }

  #enterCatch(node: CatchClause): void {
    const site = this.#newSite('other', '', node.start);
    const { error, caught } = this.names;
    if (node.param == null) this.text.appendLeft(node.start + 'catch'.length, ` (${error})`);
    const name = node.param == null ? error : node.param.type === 'Identifier' && node.param.name;
    const look = name === false ? this.#check(site) : `${caught}(${name}, ${site});`;
    this.text.appendLeft(node.body.start + 1, `${this.depth.caught()} ${look}`);
  }

  /** SES refuses what looks like an HTML comment or an import, also inside texts. */
  #disarm(node: Literal | TemplateElement): void {
    const raw = this.text.original.slice(node.start, node.end);
    const disarmed = raw
      .replace(/<!--/g, '<\\x21--')
      .replace(/-->/g, '--\\x3e')
      .replace(/\bimport(?=\s*(?:\(|\/[/*]))/g, 'impor\\x74');
    if (disarmed !== raw) this.text.update(node.start, node.end, disarmed);
  }

  /** A method may be called `import`. */
  #disarmKey(node: AnyNode): void {
    if (node.type !== 'Property' && node.type !== 'MethodDefinition') return;
    if (node.computed || node.key.type !== 'Identifier' || node.key.name !== 'import') return;
    this.text.update(node.key.start, node.key.end, '"import"');
  }

  #newSite(kind: BundleSite['kind'], name: string, start: number, outer?: number): number {
    this.sites.push({ kind, name, start, ...(outer === undefined ? {} : { outer }) });
    return this.sites.length - 1;
  }

  get #frame(): Frame {
    return this.#frames.at(-1) as Frame;
  }

  #check(site: number): string {
    return `if (--${this.names.steps} < 0) ${this.names.exhausted}(${site});`;
  }

  #checkExpression(site: number): string {
    return `--${this.names.steps} < 0 && ${this.names.exhausted}(${site})`;
  }

  #close(node: AnyNode, at: number, insertion: string): void {
    if (insertion === '') return;
    const closings = this.#closing.get(node) ?? [];
    closings.push(() => this.text.appendLeft(at, insertion));
    this.#closing.set(node, closings);
  }
}

function afterDirectives(body: AnyNode & { type: 'BlockStatement' }): number {
  let position = body.start + 1;
  for (const statement of body.body) {
    if (statement.type !== 'ExpressionStatement' || !('directive' in statement)) break;
    position = statement.end;
  }
  return position;
}

function nameOf(node: FunctionNode, parent: AnyNode | undefined): string {
  if (node.id != null) return node.id.name;
  switch (parent?.type) {
    case 'MethodDefinition':
    case 'Property':
    case 'PropertyDefinition':
      return 'name' in parent.key ? String(parent.key.name) : '';
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : '';
    default:
      return '';
  }
}
