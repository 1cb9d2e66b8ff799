import { ts } from 'ts-morph';

/** Lines of a file, from 1. */
export interface Place {
  readonly file: string;
  readonly fromLine: number;
  readonly toLine: number;
}

/** What is left of a program when everything is gone that is easily changed. */
export interface TokenStream {
  readonly tokens: readonly string[];
  /** Where each token comes from. */
  readonly places: readonly Place[];
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
  readonly tokens: string[] = [];
  readonly places: Place[] = [];
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
    const line = this.lineAt(node.getStart(this.source));
    this.tokens.push(token);
    this.places.push({ file: this.file, fromLine: line, toLine: line });
  }

  /** One token, found where `node` ends. */
  pushEnd(token: string, node: ts.Node): void {
    const line = this.lineAt(node.end);
    this.tokens.push(token);
    this.places.push({ file: this.file, fromLine: line, toLine: line });
  }

  /** A name as what it is, if it cannot have another, else as any name. */
  nameOf(name: ts.Node | undefined): string {
    if (name === undefined) return '';
    const isPlain = ts.isIdentifier(name) || ts.isStringLiteralLike(name);
    return isPlain && this.keptNames.has(name.text) ? name.text : '';
  }

  private lineAt(position: number): number {
    return (this.source?.getLineAndCharacterOfPosition(position).line ?? 0) + 1;
  }
}
