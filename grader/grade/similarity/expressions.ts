import { ts } from 'ts-morph';
import { forEachCall, writeLoop } from './loops.ts';
import { type Shapes, shape, type TokenWriter } from './token-writer.ts';

/** Operators that change a variable, with what they calculate. */
const compound: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.PlusEqualsToken, '+'],
  [ts.SyntaxKind.MinusEqualsToken, '-'],
  [ts.SyntaxKind.AsteriskEqualsToken, '*'],
  [ts.SyntaxKind.SlashEqualsToken, '/'],
  [ts.SyntaxKind.BarBarEqualsToken, '||'],
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, '&&'],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, '??'],
]);

/** `a > b` is written as `b < a`. */
const mirrored: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.GreaterThanToken, '<'],
  [ts.SyntaxKind.GreaterThanEqualsToken, '<='],
]);

export const expressionShapes: Shapes = new Map([
  shape<ts.Identifier>(ts.SyntaxKind.Identifier, (node, writer) => writer.push('name', node)),
  shape<ts.Node>(ts.SyntaxKind.PrivateIdentifier, (node, writer) => writer.push('name', node)),
  shape<ts.Node>(ts.SyntaxKind.ThisKeyword, (node, writer) => writer.push('name', node)),
  shape<ts.Node>(ts.SyntaxKind.TrueKeyword, (node, writer) => writer.push('true', node)),
  shape<ts.Node>(ts.SyntaxKind.FalseKeyword, (node, writer) => writer.push('false', node)),
  shape<ts.Node>(ts.SyntaxKind.NullKeyword, (node, writer) => writer.push('null', node)),
  shape<ts.NumericLiteral>(ts.SyntaxKind.NumericLiteral, (node, writer) =>
    writer.push(node.text, node),
  ),
  shape<ts.StringLiteral>(ts.SyntaxKind.StringLiteral, writeText),
  shape<ts.NoSubstitutionTemplateLiteral>(ts.SyntaxKind.NoSubstitutionTemplateLiteral, writeText),
  shape<ts.TemplateExpression>(ts.SyntaxKind.TemplateExpression, (node, writer) => {
    writer.push('text', node);
    for (const { expression } of node.templateSpans) writer.visit(expression);
  }),
  shape<ts.PropertyAccessExpression>(ts.SyntaxKind.PropertyAccessExpression, writeMember),
  shape<ts.ElementAccessExpression>(ts.SyntaxKind.ElementAccessExpression, (node, writer) => {
    writer.visit(node.expression);
    writer.push('[]', node.argumentExpression);
    writer.visit(node.argumentExpression);
  }),
  shape<ts.CallExpression>(ts.SyntaxKind.CallExpression, writeCall),
  shape<ts.NewExpression>(ts.SyntaxKind.NewExpression, (node, writer) => {
    writer.push(`new ${writer.nameOf(node.expression)}`, node);
    writer.visitAll(node.arguments ?? []);
    writer.pushEnd(')', node);
  }),
  shape<ts.BinaryExpression>(ts.SyntaxKind.BinaryExpression, writeBinary),
  shape<ts.PrefixUnaryExpression>(ts.SyntaxKind.PrefixUnaryExpression, writeUnary),
  shape<ts.PostfixUnaryExpression>(ts.SyntaxKind.PostfixUnaryExpression, writeUnary),
  shape<ts.ConditionalExpression>(ts.SyntaxKind.ConditionalExpression, (node, writer) => {
    writer.push('?', node);
    writer.visit(node.condition);
    writer.visit(node.whenTrue);
    writer.visit(node.whenFalse);
  }),
  shape<ts.ObjectLiteralExpression>(ts.SyntaxKind.ObjectLiteralExpression, (node, writer) => {
    writer.push('{', node);
    ts.forEachChild(node, writer.visit);
    writer.pushEnd('}', node);
  }),
  shape<ts.PropertyAssignment>(ts.SyntaxKind.PropertyAssignment, (node, writer) => {
    writer.push(`:${writer.nameOf(node.name)}`, node);
    writer.visit(node.initializer);
  }),
  // `{ x }` is `{ x: x }`.
  shape<ts.ShorthandPropertyAssignment>(
    ts.SyntaxKind.ShorthandPropertyAssignment,
    (node, writer) => {
      writer.push(`:${writer.nameOf(node.name)}`, node);
      writer.push('name', node);
    },
  ),
  shape<ts.BindingElement>(ts.SyntaxKind.BindingElement, (node, writer) => {
    writer.push(`:${writer.nameOf(node.propertyName ?? node.name)}`, node);
    writer.visit(node.initializer);
  }),
  ...(
    [
      [ts.SyntaxKind.ArrayLiteralExpression, '['],
      [ts.SyntaxKind.SpreadElement, '...'],
      [ts.SyntaxKind.SpreadAssignment, '...'],
      [ts.SyntaxKind.TypeOfExpression, 'typeof'],
      [ts.SyntaxKind.DeleteExpression, 'delete'],
      [ts.SyntaxKind.YieldExpression, 'yield'],
      [ts.SyntaxKind.RegularExpressionLiteral, 'regex'],
    ] as const
  ).map(([kind, token]) =>
    shape<ts.Node>(kind, (node, writer) => {
      writer.push(token, node);
      ts.forEachChild(node, writer.visit);
    }),
  ),
]);

function writeText(node: ts.StringLiteralLike, writer: TokenWriter): void {
  const name = writer.nameOf(node);
  writer.push(name === '' ? 'text' : `'${name}'`, node);
}

/** `this.x` is a variable of a class, as `x` is one of a function: written alike. */
function writeMember(node: ts.PropertyAccessExpression, writer: TokenWriter): void {
  if (node.expression.kind === ts.SyntaxKind.ThisKeyword) {
    writer.push('name', node);
    return;
  }
  writer.visit(node.expression);
  writer.push(`.${writer.nameOf(node.name)}`, node.name);
}

function writeCall(node: ts.CallExpression, writer: TokenWriter): void {
  const each = forEachCall(node);
  if (each !== undefined) {
    writeLoop(node, writer, each.list, each.body);
    return;
  }
  writer.visit(node.expression);
  writer.push('(', node.expression);
  writer.visitAll(node.arguments);
  writer.pushEnd(')', node);
}

function writeBinary(node: ts.BinaryExpression, writer: TokenWriter): void {
  const { left, right, operatorToken } = node;
  const { kind } = operatorToken;
  const calculation = compound.get(kind);
  const mirror = mirrored.get(kind);
  if (kind === ts.SyntaxKind.EqualsToken) {
    writer.push('set', node);
    writer.visit(left);
    writer.visit(right);
  } else if (calculation !== undefined) {
    writer.push('set', node);
    writer.visit(left);
    writer.push(calculation, operatorToken);
    writer.visit(left);
    writer.visit(right);
  } else if (mirror !== undefined) {
    writer.push(mirror, node);
    writer.visit(right);
    writer.visit(left);
  } else {
    writer.push(ts.tokenToString(kind) ?? 'operator', node);
    writer.visit(left);
    writer.visit(right);
  }
}

/** `i++` is `i += 1`. */
function writeUnary(
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  writer: TokenWriter,
): void {
  const { operator, operand } = node;
  const isPlus = operator === ts.SyntaxKind.PlusPlusToken;
  if (!isPlus && operator !== ts.SyntaxKind.MinusMinusToken) {
    writer.push(`unary ${ts.tokenToString(operator) ?? ''}`, node);
    writer.visit(operand);
    return;
  }
  writer.push('set', node);
  writer.visit(operand);
  writer.push(isPlus ? '+' : '-', node);
  writer.visit(operand);
  writer.push('1', node);
}
