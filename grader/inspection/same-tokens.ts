import type { ts } from 'ts-morph';
import type { Ts } from './parser.ts';
import { tokensOf } from './syntax.ts';

/**
 * Whether two files are the same program but for what a formatter changes: spaces, comments, line
 * ends, kinds of quotes, semicolons and trailing commas.
 */
export function sameTokens(ts: Ts, one: ts.SourceFile, other: ts.SourceFile): boolean {
  const tokens = essentialTokens(ts, one);
  const others = essentialTokens(ts, other);
  return tokens.length === others.length && tokens.every((text, index) => text === others[index]);
}

function essentialTokens(ts: Ts, root: ts.SourceFile): string[] {
  const tokens = tokensOf(ts, root).filter(({ kind }) => kind !== ts.SyntaxKind.SemicolonToken);
  return tokens
    .filter((token, index) => !isTrailingComma(ts, token, tokens[index + 1]))
    .map((token) => tokenText(ts, root, token));
}

function isTrailingComma(ts: Ts, token: ts.Node, next: ts.Node | undefined): boolean {
  if (token.kind !== ts.SyntaxKind.CommaToken || next === undefined) return false;
  const closing = [
    ts.SyntaxKind.CloseBraceToken,
    ts.SyntaxKind.CloseBracketToken,
    ts.SyntaxKind.CloseParenToken,
    ts.SyntaxKind.GreaterThanToken,
  ];
  return closing.some((kind) => kind === next.kind);
}

/** Also how signatures compare types: independent of line breaks and quotes. */
export function tokenText(ts: Ts, root: ts.SourceFile, token: ts.Node): string {
  return ts.isStringLiteral(token) ? JSON.stringify(token.text) : token.getText(root);
}
