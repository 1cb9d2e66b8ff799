import { type Comment, type Program, parse } from 'acorn';

/** A bundle, a strict function body, with its syntax tree; the tree is read by several and changed by none. */
export interface ParsedBundle {
  readonly code: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
}

/** How a bundle is parsed everywhere. */
export const parseOptions = {
  ecmaVersion: 2023,
  sourceType: 'module',
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
} as const;

/** @param code function body as made by `bundleSubmission`. */
export function parseBundle(code: string): ParsedBundle {
  const comments: Comment[] = [];
  const program = parse(code, { ...parseOptions, onComment: comments });
  return { code, program, comments };
}
