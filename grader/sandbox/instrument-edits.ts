import type { AnyNode, CatchClause, Literal, TemplateElement, TryStatement } from 'acorn';
import type MagicString from 'magic-string';
import { type BundleSite, depthLimit, type Names } from './counters.ts';
import { type FunctionNode, isFunction, isLoop, type LoopNode, someWithin } from './syntax.ts';

/** Inserts the counters, node by node. Insertions never contain a line break. */
export class Edits {
  readonly sites: BundleSite[] = [];
  /** Indices of the loops around the current node, one list a function. */
  readonly #loops: number[][] = [[]];
  /** What to insert behind a node, once everything inside it is done. */
  readonly #closing = new Map<AnyNode, () => void>();

  constructor(
    private readonly text: MagicString,
    private readonly names: Names,
  ) {}

  enter(node: AnyNode, parent: AnyNode | undefined): void {
    if (isFunction(node)) this.#enterFunction(node, parent);
    else if (isLoop(node)) this.#enterLoop(node);
    else if (node.type === 'TryStatement') this.#enterTry(node);
    else if (node.type === 'CatchClause') this.#enterCatch(node);
    else if (node.type === 'PropertyDefinition' && node.value != null) this.#enterValue(node.value);
    else if (node.type === 'AssignmentPattern') this.#enterValue(node.right);
    else if (node.type === 'Literal' || node.type === 'TemplateElement') this.#disarm(node);
    this.#disarmKey(node);
  }

  leave(node: AnyNode): void {
    this.#closing.get(node)?.();
    if (isFunction(node)) this.#loops.pop();
    else if (isLoop(node)) this.#loops.at(-1)?.pop();
  }

  #enterFunction(node: FunctionNode, parent: AnyNode | undefined): void {
    const site = this.#newSite('function', nameOf(node, parent), node.start);
    this.#loops.push([]);
    const check = this.#check(site);
    const deep = !node.generator && nests(node, parent);
    const opening = deep ? this.#opening(site) : check;
    const closing = deep ? this.#closingText() : '';
    if (node.body.type === 'BlockStatement') {
      this.text.appendLeft(afterDirectives(node.body), ` ${opening}`);
      this.#close(node.body, node.body.end - 1, closing);
      return;
    }
    const arrow = this.text.original.lastIndexOf('=>', node.body.start) + '=>'.length;
    if (deep) {
      this.text.appendLeft(arrow, ` { ${opening} return (`);
      this.#close(node, node.end, `);${closing} }`);
    } else {
      this.text.appendLeft(arrow, ` (${this.#checkExpression(site)}, `);
      this.#close(node, node.end, ')');
    }
  }

  #enterLoop(node: LoopNode): void {
    const loops = this.#loops.at(-1) ?? [];
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
    this.text.appendLeft(value.start, `(() => { ${this.#opening(site)} return (`);
    this.#close(value, value.end, `);${this.#closingText()} })()`);
  }

  #enterTry({ block, handler, finalizer }: TryStatement): void {
    if (finalizer != null) {
      const site = this.#newSite('other', '', finalizer.start);
      this.text.appendLeft(finalizer.start + 1, ` ${this.#check(site)}`);
    }
    // Where the handler cannot look at the value, or `finally` could discard it, we look first.
    if (handler?.param?.type === 'Identifier' || (handler != null && handler.param == null)) return;
    const site = this.#newSite('other', '', block.start);
    const { error, caught } = this.names;
    this.text.appendLeft(block.start + 1, ' try {');
    this.#close(
      block,
      block.end - 1,
      `} catch (${error}) { ${caught}(${error}, ${site}); throw ${error}; } `,
    );
  }

  #enterCatch(node: CatchClause): void {
    const site = this.#newSite('other', '', node.start);
    const { error, caught } = this.names;
    if (node.param == null) this.text.appendLeft(node.start + 'catch'.length, ` (${error})`);
    const name = node.param == null ? error : node.param.type === 'Identifier' && node.param.name;
    const look = name === false ? this.#check(site) : `${caught}(${name}, ${site});`;
    this.text.appendLeft(node.body.start + 1, ` ${look}`);
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

  /** Of a function through which calls can nest: takes a step and counts the nesting. */
  #opening(site: number): string {
    const { depth, tooDeep } = this.names;
    return `${this.#check(site)} try { if (++${depth} > ${depthLimit}) ${tooDeep}(${site});`;
  }

  #closingText(): string {
    return ` } finally { ${this.names.depth}--; }`;
  }

  #check(site: number): string {
    return `if (--${this.names.steps} < 0) ${this.names.exhausted}(${site});`;
  }

  #checkExpression(site: number): string {
    return `--${this.names.steps} < 0 && ${this.names.exhausted}(${site})`;
  }

  #close(node: AnyNode, at: number, insertion: string): void {
    if (insertion !== '') this.#closing.set(node, () => this.text.appendLeft(at, insertion));
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

function calls(node: AnyNode): boolean {
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
