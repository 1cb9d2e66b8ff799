import { ts } from 'ts-morph';
import { type Place, Places } from './places.ts';

/** What is left of a program when everything is gone that is easily changed. */
export interface TokenStream {
  readonly tokens: readonly string[];
  /** Where each token comes from. */
  readonly places: Places;
}

/** Writes a node's tokens; calls `visit` for what is inside. */
export type Shape<Node extends ts.Node = ts.Node> = (node: Node, writer: TokenWriter) => void;

/** By kind of syntax: how such a node is written. */
export type Shapes = ReadonlyMap<ts.SyntaxKind, Shape>;

/** One entry of {@link Shapes}: the guard ties the kind of syntax to the type of its node. */
export function shape<Node extends ts.Node>(
  kind: ts.SyntaxKind,
  write: Shape<Node>,
): readonly [ts.SyntaxKind, Shape] {
  return [kind, write as unknown as Shape];
}

/**
 * Collects the tokens of one submission, file after file. What has no shape is passed through: its
 * children are written and it leaves no token itself, like parentheses and blocks.
 */
export class TokenWriter {
  private readonly tokens: string[] = [];
  private readonly places: Place[] = [];
  private source: ts.SourceFile | undefined;
  private file = '';

  constructor(
    private readonly shapes: Shapes,
    /** Names that cannot be changed without breaking the program: of the contract and the language. */
    readonly keptNames: ReadonlySet<string>,
  ) {}

  addFile(file: string, text: string): void {
    this.source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
    this.file = file;
    this.visit(this.source);
  }

  /** All that was written, without the syntax trees it came from. */
  finish(): TokenStream {
    this.source = undefined;
    return { tokens: this.tokens.slice(), places: Places.from(this.places) };
  }

  readonly visit = (node: ts.Node | undefined): void => {
    if (node === undefined || ts.isTypeNode(node)) return;
    const write = this.shapes.get(node.kind);
    if (write === undefined) ts.forEachChild(node, this.visit);
    else write(node, this);
  };

  visitAll(nodes: Iterable<ts.Node>): void {
    for (const node of nodes) this.visit(node);
  }

  /** One token, found where `node` begins. */
  push(token: string, node: ts.Node): void {
    this.write(token, this.lineAt(node.getStart(this.source)));
  }

  /** One token, found where `node` ends. */
  pushEnd(token: string, node: ts.Node): void {
    this.write(token, this.lineAt(node.end));
  }

  /** A name as what it is, if it cannot have another, else as any name. */
  nameOf(name: ts.Node | undefined): string {
    if (name === undefined) return '';
    const isPlain = ts.isIdentifier(name) || ts.isStringLiteralLike(name);
    return isPlain && this.keptNames.has(name.text) ? name.text : '';
  }

  private write(token: string, line: number): void {
    this.tokens.push(oneOf(token));
    this.places.push({ file: this.file, line });
  }

  private lineAt(position: number): number {
    return (this.source?.getLineAndCharacterOfPosition(position).line ?? 0) + 1;
  }
}

/** Equal tokens are one string: there are few hundred different ones, and millions in a class. */
const known = new Map<string, string>();
/** Literals are tokens, too; a submission full of them must not stay in memory for ever. */
const mostKnown = 100_000;

function oneOf(token: string): string {
  const same = known.get(token);
  if (same !== undefined) return same;
  // What was cut out of a source would keep that whole.
  const own = Buffer.from(token, 'utf8').toString('utf8');
  if (known.size < mostKnown) known.set(own, own);
  return own;
}
