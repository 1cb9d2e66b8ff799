import { ts } from 'ts-morph';
import { type Shape, type Shapes, shape, type TokenWriter } from './token-writer.ts';

/**
 * All loops as one: what is gone through or asked, then what is done. `for (const x of xs)`, the same
 * with its iterator in plain sight, with an index, and `xs.forEach` give the same tokens; so do
 * `for (a; b; c)` and `a; while (b) { …; c }`.
 */
export const loopShapes: Shapes = new Map([
  shape<ts.ForOfStatement>(ts.SyntaxKind.ForOfStatement, (node, writer) =>
    writeLoop(node, writer, node.expression, bodyOf(node.statement)),
  ),
  shape<ts.ForInStatement>(ts.SyntaxKind.ForInStatement, (node, writer) =>
    writeLoop(node, writer, node.expression, bodyOf(node.statement)),
  ),
  shape<ts.WhileStatement>(ts.SyntaxKind.WhileStatement, (node, writer) =>
    writeLoop(node, writer, node.expression, bodyOf(node.statement)),
  ),
  shape<ts.DoStatement>(ts.SyntaxKind.DoStatement, (node, writer) =>
    writeLoop(node, writer, node.expression, bodyOf(node.statement)),
  ),
  shape<ts.ForStatement>(ts.SyntaxKind.ForStatement, writeFor),
]);

/** `xs.forEach((x) => …)`: the list and the statements done for each. */
export function forEachCall(
  node: ts.CallExpression,
): { readonly list: ts.Expression; readonly body: readonly ts.Node[] } | undefined {
  const { expression, arguments: given } = node;
  const [action] = given;
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'forEach') return;
  if (action === undefined || given.length !== 1) return;
  if (!ts.isArrowFunction(action) && !ts.isFunctionExpression(action)) return;
  const body = ts.isBlock(action.body) ? action.body.statements : [action.body];
  return { list: expression.expression, body };
}

export function writeLoop(
  node: ts.Node,
  writer: TokenWriter,
  head: ts.Node | undefined,
  body: readonly ts.Node[],
  step?: ts.Node,
): void {
  writer.push('loop', node);
  writer.visit(head);
  writer.push('do', node);
  writer.visitAll(body);
  writer.visit(step);
  writer.pushEnd('end', node);
}

function writeFor(...[node, writer]: Parameters<Shape<ts.ForStatement>>): void {
  const { initializer, condition, incrementor, statement } = node;
  const body = bodyOf(statement);
  const list = iteratedList(initializer) ?? indexedList(condition);
  if (list !== undefined) {
    writeLoop(node, writer, list, withoutElement(body));
    return;
  }
  writer.visit(initializer);
  writeLoop(node, writer, condition, body, incrementor);
}

function bodyOf(statement: ts.Statement): readonly ts.Node[] {
  return ts.isBlock(statement) ? statement.statements : [statement];
}

/** `for (let it = xs[Symbol.iterator](), …; …; …)` */
function iteratedList(initializer: ts.ForInitializer | undefined): ts.Expression | undefined {
  if (initializer === undefined || !ts.isVariableDeclarationList(initializer)) return;
  const call = initializer.declarations[0]?.initializer;
  if (call === undefined || !ts.isCallExpression(call)) return;
  const { expression } = call;
  if (!ts.isElementAccessExpression(expression)) return;
  const key = expression.argumentExpression;
  const isIterator = ts.isPropertyAccessExpression(key) && key.name.text === 'iterator';
  return isIterator ? expression.expression : undefined;
}

/** `for (…; i < xs.length; …)` */
function indexedList(condition: ts.Expression | undefined): ts.Expression | undefined {
  if (condition === undefined || !ts.isBinaryExpression(condition)) return;
  const { left, right, operatorToken } = condition;
  if (operatorToken.kind !== ts.SyntaxKind.LessThanToken || !ts.isIdentifier(left)) return;
  const isLength = ts.isPropertyAccessExpression(right) && right.name.text === 'length';
  return isLength ? right.expression : undefined;
}

/** Without `const x = step.value` or `const x = xs[i]`, which stands in the head of other loops. */
function withoutElement(body: readonly ts.Node[]): readonly ts.Node[] {
  const [first, ...rest] = body;
  if (first === undefined || !ts.isVariableStatement(first)) return body;
  const [declaration, ...others] = first.declarationList.declarations;
  const value = declaration?.initializer;
  if (value === undefined || others.length > 0) return body;
  const isStep = ts.isPropertyAccessExpression(value) && value.name.text === 'value';
  return isStep || ts.isElementAccessExpression(value) ? rest : body;
}
