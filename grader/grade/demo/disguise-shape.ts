import MagicString from 'magic-string';
import { ts } from 'ts-morph';

/** Loops written another way, each doing what it did: also the order in which values are asked for. */
export function rewriteLoops(text: string): string {
  const source = parse(text);
  const edited = new MagicString(text);
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isForOfStatement(node) && node.awaitModifier === undefined) {
      count += 1;
      spellOutIteration(node, source, edited, count);
    } else if (ts.isWhileStatement(node)) {
      edited.overwrite(node.getStart(source), node.expression.getStart(source), 'for (; ');
      edited.appendLeft(node.expression.end, ';');
    } else if (ts.isForStatement(node) && canBecomeWhile(node)) {
      becomeWhile(node, source, edited);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edited.toString();
}

/** `for (const x of xs) {…}` with the iterator in plain sight. */
function spellOutIteration(
  node: ts.ForOfStatement,
  source: ts.SourceFile,
  edited: MagicString,
  count: number,
): void {
  const { initializer, expression, statement } = node;
  if (!ts.isVariableDeclarationList(initializer)) return;
  const iterator = `iterator${count}`;
  const step = `step${count}`;
  const declaration = initializer.getText(source);
  edited.overwrite(
    initializer.getStart(source),
    expression.getStart(source),
    `let ${iterator} = (`,
  );
  edited.appendLeft(
    expression.end,
    `)[Symbol.iterator](), ${step} = ${iterator}.next(); ${step}.done !== true; ${step} = ${iterator}.next()`,
  );
  const first = ` ${declaration} = ${step}.value;`;
  if (ts.isBlock(statement)) {
    edited.appendRight(statement.getStart(source) + 1, first);
  } else {
    edited.appendRight(statement.getStart(source), `{${first} `);
    edited.appendLeft(statement.end, ' }');
  }
}

/**
 * `continue` would skip the step, and a function made in the body would see the variable of a later
 * round.
 */
function canBecomeWhile(node: ts.ForStatement): boolean {
  const { initializer, condition, incrementor, statement, parent } = node;
  if (initializer === undefined || condition === undefined || incrementor === undefined)
    return false;
  if (!ts.isBlock(statement) || ts.isLabeledStatement(parent)) return false;
  let isSimple = true;
  const visit = (inner: ts.Node): void => {
    if (ts.isContinueStatement(inner) || ts.isFunctionLike(inner)) isSimple = false;
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return isSimple;
}

function becomeWhile(node: ts.ForStatement, source: ts.SourceFile, edited: MagicString): void {
  const { initializer, condition, incrementor, statement } = node;
  if (initializer === undefined || condition === undefined || incrementor === undefined) return;
  edited.overwrite(node.getStart(source), initializer.getStart(source), '{ ');
  edited.overwrite(initializer.end, condition.getStart(source), '; while (');
  edited.overwrite(condition.end, statement.getStart(source), ') ');
  edited.appendLeft(statement.end - 1, ` ${incrementor.getText(source)}; `);
  edited.appendLeft(statement.end, ' }');
}

/** Without comments and blank lines, indented and broken as the compiler prints it. */
export function reformat(text: string): string {
  const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });
  return printer.printFile(parse(text));
}

export function parse(text: string): ts.SourceFile {
  return ts.createSourceFile('copy.ts', text, ts.ScriptTarget.ES2023, true);
}
