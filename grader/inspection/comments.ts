import type { ts } from 'ts-morph';
import type { Ts } from './parser.ts';
import { type ParsedFile, type Position, positionOf, tokensOf } from './syntax.ts';

export interface Remarks {
  /** Where something is still to be done: a comment or a `throw` that begins with `TODO`. */
  readonly todos: readonly Position[];
  /** Comments that silence the compiler, such as ts-ignore. */
  readonly silencers: readonly (Position & { readonly name: string })[];
}

/** What comments say that a student should know of. Strings that look like comments do not count. */
export function remarksOf(ts: Ts, file: ParsedFile): Remarks {
  const todos: Position[] = [];
  const silencers: (Position & { name: string })[] = [];
  for (const token of [...tokensOf(ts, file.root), file.root.endOfFileToken]) {
    let announced = false;
    for (const comment of commentsAround(ts, file, token)) {
      const text = file.text.slice(comment.pos, comment.end);
      const silencer = /^\/[/*]\s*@(ts-(?:ignore|nocheck|expect-error))\b/.exec(text)?.[1];
      if (silencer !== undefined) {
        silencers.push({ name: `@${silencer}`, ...positionOf(file, comment.pos) });
      }
      for (const offset of todoOffsets(text)) {
        todos.push(positionOf(file, comment.pos + offset));
        announced = comment.end <= token.getStart(file.root);
      }
    }
    // A comment right above its `throw` speaks of the same gap.
    if (!announced && throwsTodo(ts, token))
      todos.push(positionOf(file, token.getStart(file.root)));
  }
  return { todos, silencers };
}

function commentsAround(ts: Ts, file: ParsedFile, token: ts.Node): ts.CommentRange[] {
  return [
    ...(ts.getLeadingCommentRanges(file.text, token.pos) ?? []),
    ...(ts.getTrailingCommentRanges(file.text, token.end) ?? []),
  ];
}

function todoOffsets(comment: string): number[] {
  const offsets: number[] = [];
  for (const match of comment.matchAll(/^[ \t]*(?:\/\/+|\/\*+|\*)?[ \t]*TODO\b/gm)) {
    offsets.push(match.index + match[0].length - 'TODO'.length);
  }
  return offsets;
}

/** The keyword of `throw new Error('TODO …')` */
function throwsTodo(ts: Ts, token: ts.Node): boolean {
  const { parent } = token;
  if (token.kind !== ts.SyntaxKind.ThrowKeyword || !ts.isThrowStatement(parent)) return false;
  const { expression } = parent;
  if (!ts.isNewExpression(expression) && !ts.isCallExpression(expression)) return false;
  const first = expression.arguments?.[0];
  if (first === undefined) return false;
  if (ts.isTemplateExpression(first)) return first.head.text.startsWith('TODO');
  return ts.isStringLiteralLike(first) && first.text.startsWith('TODO');
}
