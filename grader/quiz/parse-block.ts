import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { describeIssue } from './describe-issue.ts';
import { questionSchema, type WrittenQuestion } from './schema.ts';
import { quizWording } from './wording.ts';
import { yamlProblem } from './yaml-problem.ts';

/** Something an author has to mend; the line counts from 1 in the block's own text. */
export interface BlockProblem {
  readonly line: number;
  readonly message: string;
}

export type ParsedBlock =
  | { readonly kind: 'question'; readonly question: WrittenQuestion }
  | { readonly kind: 'problems'; readonly problems: readonly BlockProblem[]; readonly id?: string };

/** Reads the YAML of one `quiz` block. */
export function parseBlock(text: string): ParsedBlock {
  if (text.trim() === '') return problem(1, quizWording.structure.emptyBlock);
  const counter = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: counter,
    prettyErrors: false,
    // Unquoted ` #` ends a text without a word; the nodes must know of it.
    keepSourceTokens: true,
  });
  const lineAt = (offset: number | undefined): number =>
    offset === undefined ? 1 : counter.linePos(offset).line;
  const [first] = [...document.errors, ...document.warnings];
  // What follows the first error is mostly its consequence.
  if (first !== undefined) {
    return { kind: 'problems', problems: [yamlProblem(first, text, counter)] };
  }
  if (!isMap(document.contents)) return problem(1, quizWording.structure.notFields);
  const cut = textProblems(document, lineAt);
  if (cut.length > 0) return { kind: 'problems', problems: cut };

  const data: unknown = document.toJS();
  const parsed = questionSchema.safeParse(data);
  if (parsed.success) return { kind: 'question', question: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) =>
    describeIssue(issue, data).map(({ path, message }) => ({
      line: lineAt(offsetOf(document, path)),
      message,
    })),
  );
  const id = document.get('id');
  return {
    kind: 'problems',
    problems: problems.sort((a, b) => a.line - b.line),
    ...(typeof id === 'string' ? { id } : {}),
  };
}

function problem(line: number, message: string): ParsedBlock {
  return { kind: 'problems', problems: [{ line, message }] };
}

/** Texts YAML reads otherwise than their author meant: cut by a comment, taken for an alias or tag. */
function textProblems(document: Document, lineAt: (offset: number | undefined) => number) {
  const found: BlockProblem[] = [];
  visit(document, {
    Node(_, node) {
      const offset = isNode(node) ? node.range?.[0] : undefined;
      const isTagged = isScalar(node) && (node.anchor !== undefined || node.tag !== undefined);
      if (isAlias(node) || isTagged) {
        found.push({ line: lineAt(offset), message: quizWording.structure.anchor });
      }
      // A comment of its own line is no danger; one behind a plain text is.
      if (isScalar(node) && node.type === 'PLAIN' && (node.comment ?? '') !== '') {
        found.push({ line: lineAt(offset), message: quizWording.structure.comment });
      }
    },
  });
  return found;
}

/** Where a path of the data stands in the text; for a field that is missing, where it belongs. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] : undefined;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (pair === undefined) return offset;
      offset = rangeOf(pair.key) ?? offset;
      node = pair.value;
    } else {
      node = isNode(node) && 'get' in node ? (node as Listing).get(Number(step), true) : undefined;
      offset = rangeOf(node) ?? offset;
    }
  }
  return offset;
}

interface Listing {
  get(index: number, keepScalar: true): unknown;
}

function rangeOf(node: unknown): number | undefined {
  if (isPair(node)) return rangeOf(node.key);
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
