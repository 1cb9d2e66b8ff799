import MagicString from 'magic-string';
import { ts } from 'ts-morph';
import type { Dice } from './dice.ts';
import { parse } from './disguise-shape.ts';

/**
 * The same solution as if somebody else had written it: everybody in a made-up class starts from one of a
 * few solutions, and would otherwise look like a copy of all who start from the same. It does the same as
 * before, but comparisons are mirrored, and calls that were once there to look for mistakes have been left
 * in between.
 */
export function vary(files: ReadonlyMap<string, string>, dice: Dice): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, text]) => [path, varied(text, dice.for(path))]));
}

function varied(text: string, dice: Dice): string {
  const source = parse(text);
  const edited = new MagicString(text);
  const note = freeName(text);
  let count = 0;
  let noted = 0;
  const chance = (percent: number): boolean => dice.below(100, `chance ${count++}`) < percent;
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isBinaryExpression(node) && isMirrored(node) && chance(50)) mirror(node, source, edited);
    if (ts.isBlock(node) || ts.isCaseOrDefaultClause(node)) {
      for (const statement of node.statements) {
        if (isSuperCall(statement) || !chance(80)) continue;
        const call = `${note}(${valuesOf(dice.for(`note ${noted++}`))}); `;
        edited.appendRight(statement.getStart(source), call);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (noted > 0) edited.append(noteFunction(note));
  return edited.toString();
}

function noteFunction(name: string): string {
  return `\n/** Zum Suchen von Fehlern. */\nfunction ${name}(..._values: readonly unknown[]): void {\n  // console.log(..._values);\n}\n`;
}

/** Anything: up to four values. */
function valuesOf(dice: Dice): string {
  const values = Array.from({ length: dice.below(5, 'count') }, (_, place) => {
    const number = dice.below(1_000, `value ${place}`);
    return dice.pick(
      [`${number}`, `'${number}'`, `[${number}]`, `-${number}`, `${number} / 2`],
      `kind ${place}`,
    );
  });
  return values.join(', ');
}

/** A super call has to stay the first one. */
function isSuperCall(statement: ts.Statement): boolean {
  return (
    ts.isExpressionStatement(statement) &&
    ts.isCallExpression(statement.expression) &&
    statement.expression.expression.kind === ts.SyntaxKind.SuperKeyword
  );
}

const mirrors = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '==='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '!=='],
]);

/** Sides that may be asked for in any order. */
function isMirrored({ left, right, operatorToken }: ts.BinaryExpression): boolean {
  return mirrors.has(operatorToken.kind) && isPlain(left) && isPlain(right);
}

function isPlain(node: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(node)) return isPlain(node.expression);
  if (ts.isTypeOfExpression(node)) return isPlain(node.expression);
  return (
    ts.isIdentifier(node) ||
    ts.isLiteralExpression(node) ||
    [ts.SyntaxKind.ThisKeyword, ts.SyntaxKind.NullKeyword].includes(node.kind) ||
    [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword].includes(node.kind)
  );
}

function mirror({ left, right }: ts.BinaryExpression, source: ts.SourceFile, edited: MagicString) {
  edited.overwrite(left.getStart(source), left.end, right.getText(source));
  edited.overwrite(right.getStart(source), right.end, left.getText(source));
}

function freeName(text: string): string {
  const names = ['note', 'spur', 'merke', 'melde'];
  return names.find((name) => !new RegExp(`\\b${name}\\b`).test(text)) ?? 'merkeZumSuchen';
}
