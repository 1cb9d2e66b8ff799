import type { ts } from 'ts-morph';
import type { Ts } from './parser.ts';

export interface ParsedFile {
  /** Relative to the exercise's folder, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly root: ts.SourceFile;
  /** Whether the tree is only the parser's guess at what was meant. */
  readonly hasSyntaxErrors: boolean;
}

/** 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function parseFile(ts: Ts, path: string, text: string): ParsedFile {
  const root = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
  return { path, text, root, hasSyntaxErrors: countParseErrors(root) > 0 };
}

// The parser keeps its errors on the file, but its types do not say so.
function countParseErrors(root: ts.SourceFile): number {
  const errors = (root as { parseDiagnostics?: unknown }).parseDiagnostics;
  return Array.isArray(errors) ? errors.length : 0;
}

export function positionOf(file: ParsedFile, offset: number): Position {
  const { line, character } = file.root.getLineAndCharacterOfPosition(offset);
  return { line: line + 1, column: character + 1 };
}

export function startOf(file: ParsedFile, node: ts.Node): Position {
  return positionOf(file, node.getStart(file.root));
}

/** All tokens of a file, or of one node of it, in order, without comments and the end of the file. */
export function tokensOf(ts: Ts, root: ts.SourceFile, start: ts.Node = root): ts.Node[] {
  const tokens: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode)
      return;
    const children = node.getChildren(root);
    if (children.length > 0) for (const child of children) visit(child);
    else if (node.end > node.getStart(root)) tokens.push(node);
  };
  visit(start);
  return tokens;
}
