import MagicString from 'magic-string';
import { ts } from 'ts-morph';
import type { Dice } from '../../grade/demo/dice.ts';

/** A program with one mistake that nobody has thought of. */
export interface Broken {
  readonly files: ReadonlyMap<string, string>;
  /** What was done, and in which line. */
  readonly what: string;
}

type Edit = (edited: MagicString) => void;

interface Place {
  readonly path: string;
  readonly what: string;
  readonly edit: Edit;
}

/** Operators as mutation testing swaps them. */
const swapped = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
]);

/** Programs with one small mistake each: an operator, a number, a condition, a statement that is missing. */
export function breakInSmall(files: ReadonlyMap<string, string>, dice: Dice): readonly Broken[] {
  return made(files, dice.shuffle(placesIn(files, smallEdits), 'small'));
}

/** Programs in which one function does nothing. */
export function emptyFunctions(files: ReadonlyMap<string, string>, dice: Dice): readonly Broken[] {
  return made(files, dice.shuffle(placesIn(files, emptyBody), 'empty'));
}

function made(files: ReadonlyMap<string, string>, places: readonly Place[]): readonly Broken[] {
  return places.map(({ path, what, edit }) => {
    const edited = new MagicString(files.get(path) ?? '');
    edit(edited);
    return { files: new Map([...files, [path, edited.toString()]]), what: `${path}: ${what}` };
  });
}

type EditsOf = (node: ts.Node, source: ts.SourceFile) => readonly [what: string, edit: Edit][];

function placesIn(files: ReadonlyMap<string, string>, editsOf: EditsOf): readonly Place[] {
  return [...files].flatMap(([path, text]) => {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
    const places: Place[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isTypeNode(node)) return;
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      for (const [what, edit] of editsOf(node, source)) {
        places.push({ path, what: `${line}: ${what}`, edit });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return places;
  });
}

const smallEdits: EditsOf = (node, source) => {
  if (ts.isBinaryExpression(node)) {
    const { operatorToken } = node;
    const other = swapped.get(operatorToken.kind);
    if (other === undefined) return [];
    const start = operatorToken.getStart(source);
    const what = `${operatorToken.getText(source)} → ${other}`;
    return [[what, (edited) => edited.overwrite(start, operatorToken.end, other)]];
  }
  if (ts.isNumericLiteral(node)) {
    return [[`${node.text} + 1`, (edited) => edited.appendLeft(node.end, ' + 1')]];
  }
  if (ts.isIfStatement(node)) {
    const { expression } = node;
    const edit: Edit = (edited) => {
      edited.appendRight(expression.getStart(source), '!(');
      edited.appendLeft(expression.end, ')');
    };
    return [['if → if not', edit]];
  }
  if (ts.isExpressionStatement(node)) {
    const start = node.getStart(source);
    const what = `without ${node.getText(source).slice(0, 40)}`;
    return [[what, (edited) => edited.overwrite(start, node.end, ';')]];
  }
  return [];
};

const emptyBody: EditsOf = (node, source) => {
  const isFunction = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node);
  if (!isFunction || node.body === undefined) return [];
  const { body } = node;
  const what = `nothing in ${node.name?.getText(source) ?? 'a function'}`;
  return [[what, (edited) => edited.overwrite(body.getStart(source), body.end, '{}')]];
};
