import { ts } from 'ts-morph';

export interface LexicalToken {
  readonly kind: 'identifier' | 'literal' | 'comment' | 'other';
  readonly text: string;
}

/** All tokens in order; templates are parsed, so that their texts are not taken for code. */
export function tokensOf(source: string): LexicalToken[] {
  const file = ts.createSourceFile('x.ts', source, ts.ScriptTarget.ES2023, false, ts.ScriptKind.TS);
  const tokens: LexicalToken[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.EndOfFileToken) {
      tokens.push(...commentsBefore(source, node.pos));
    } else if (ts.isToken(node) || ts.isIdentifier(node)) {
      tokens.push(...commentsBefore(source, node.pos), tokenOf(node, file));
    } else {
      for (const child of node.getChildren(file)) visit(child);
    }
  };
  visit(file);
  return tokens;
}

function tokenOf(node: ts.Node, file: ts.SourceFile): LexicalToken {
  const text = node.getText(file);
  if (ts.isIdentifier(node)) return { kind: 'identifier', text };
  if (ts.isStringLiteralLike(node)) return { kind: 'literal', text: node.text };
  if (ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
    return { kind: 'literal', text: node.text };
  }
  return { kind: 'other', text };
}

function commentsBefore(source: string, at: number): LexicalToken[] {
  const ranges = [
    ...(ts.getTrailingCommentRanges(source, at) ?? []),
    ...(ts.getLeadingCommentRanges(source, at) ?? []),
  ];
  return ranges.flatMap(({ pos, end }) =>
    source
      .slice(pos, end)
      .split('\n')
      .map((line) => ({ kind: 'comment' as const, text: line.replace(/^[\s/*]+|[\s/*]+$/g, '') })),
  );
}
