import { ts } from 'ts-morph';
import { expressionShapes } from './expressions.ts';
import { loopShapes } from './loops.ts';
import { statementShapes } from './statements.ts';
import { type Shapes, type TokenStream, TokenWriter } from './token-writer.ts';

const shapes: Shapes = new Map([...statementShapes, ...loopShapes, ...expressionShapes]);

/**
 * The shape of a program: kinds of syntax in the order of the tree, names as one token. Comments,
 * layout, types, imports and names that somebody may change leave no trace.
 *
 * @param files by path; written in the order of their paths.
 * @throws RangeError if something is nested too deeply.
 */
export function tokenise(
  files: ReadonlyMap<string, string>,
  keptNames: ReadonlySet<string>,
): TokenStream {
  const writer = new TokenWriter(shapes, keptNames);
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [path, text] of sorted) writer.addFile(path, text);
  return writer.finish();
}

/** Names of the language's own objects: nobody can call `push` by another name. */
const languageNames: readonly string[] = [
  Object,
  Function,
  Array,
  Map,
  Set,
  String,
  Number,
  Promise,
  RegExp,
  Symbol,
  Math,
  JSON,
].flatMap((each) => [
  ...('name' in each ? [each.name] : []),
  ...Object.getOwnPropertyNames(each),
  ...('prototype' in each ? Object.getOwnPropertyNames(each.prototype) : []),
]);

/** Names that a solution cannot change: of the language, and whatever the given files name. */
export function namesToKeep(given: Iterable<string>): ReadonlySet<string> {
  const names = new Set(languageNames);
  for (const text of given) {
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) names.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile('given.ts', text, ts.ScriptTarget.ES2023, true));
  }
  return names;
}
