import { ts } from 'ts-morph';
import { type Shapes, shape, type TokenWriter } from './token-writer.ts';

const nothing = (): void => undefined;

/** Statements and declarations. */
export const statementShapes: Shapes = new Map([
  // Types do nothing, and imports follow from how the text is spread over files.
  shape(ts.SyntaxKind.InterfaceDeclaration, nothing),
  shape(ts.SyntaxKind.TypeAliasDeclaration, nothing),
  shape(ts.SyntaxKind.ImportDeclaration, nothing),
  shape(ts.SyntaxKind.ExportDeclaration, nothing),
  shape<ts.VariableDeclaration>(ts.SyntaxKind.VariableDeclaration, writeVariable),
  shape<ts.PropertyDeclaration>(ts.SyntaxKind.PropertyDeclaration, writeVariable),
  shape<ts.FunctionDeclaration>(ts.SyntaxKind.FunctionDeclaration, writeFunction),
  shape<ts.FunctionExpression>(ts.SyntaxKind.FunctionExpression, writeFunction),
  shape<ts.ArrowFunction>(ts.SyntaxKind.ArrowFunction, writeFunction),
  shape<ts.MethodDeclaration>(ts.SyntaxKind.MethodDeclaration, writeFunction),
  shape<ts.GetAccessorDeclaration>(ts.SyntaxKind.GetAccessor, writeFunction),
  shape<ts.SetAccessorDeclaration>(ts.SyntaxKind.SetAccessor, writeFunction),
  shape<ts.ConstructorDeclaration>(ts.SyntaxKind.Constructor, writeFunction),
  // A class is its methods, as a closure is its functions.
  shape<ts.ClassDeclaration>(ts.SyntaxKind.ClassDeclaration, (node, writer) =>
    writer.visitAll(node.members),
  ),
  shape<ts.ClassExpression>(ts.SyntaxKind.ClassExpression, (node, writer) =>
    writer.visitAll(node.members),
  ),
  shape<ts.IfStatement>(ts.SyntaxKind.IfStatement, (node, writer) => {
    writer.push('if', node);
    writer.visit(node.expression);
    writer.push('then', node.thenStatement);
    writer.visit(node.thenStatement);
    if (node.elseStatement !== undefined) {
      writer.push('else', node.elseStatement);
      writer.visit(node.elseStatement);
    }
    writer.pushEnd('end', node);
  }),
  shape<ts.SwitchStatement>(ts.SyntaxKind.SwitchStatement, (node, writer) => {
    writer.push('switch', node);
    ts.forEachChild(node, writer.visit);
    writer.pushEnd('end', node);
  }),
  shape<ts.CaseClause>(ts.SyntaxKind.CaseClause, (node, writer) => {
    writer.push('case', node);
    ts.forEachChild(node, writer.visit);
  }),
  shape<ts.DefaultClause>(ts.SyntaxKind.DefaultClause, (node, writer) => {
    writer.push('default', node);
    ts.forEachChild(node, writer.visit);
  }),
  ...(
    [
      [ts.SyntaxKind.ReturnStatement, 'return'],
      [ts.SyntaxKind.ThrowStatement, 'throw'],
      [ts.SyntaxKind.BreakStatement, 'break'],
      [ts.SyntaxKind.ContinueStatement, 'continue'],
      [ts.SyntaxKind.TryStatement, 'try'],
      [ts.SyntaxKind.CatchClause, 'catch'],
    ] as const
  ).map(([kind, token]) =>
    shape<ts.Node>(kind, (node, writer) => {
      writer.push(token, node);
      ts.forEachChild(node, writer.visit);
    }),
  ),
]);

/** `const a = 1, b = 2`, `const a = 1; const b = 2` and `let a; a = 1` are the same. */
function writeVariable(
  { name, initializer }: ts.VariableDeclaration | ts.PropertyDeclaration,
  writer: TokenWriter,
): void {
  if (initializer === undefined) return;
  // Functions are the same by whatever way they get their name.
  if (!ts.isArrowFunction(initializer) && !ts.isFunctionExpression(initializer)) {
    writer.push('set', name);
    writer.visit(name);
  }
  writer.visit(initializer);
}

/** Declared, arrow or method: what it does. Parameters matter where they have a value of their own. */
function writeFunction(node: ts.FunctionLikeDeclaration, writer: TokenWriter): void {
  if (node.body === undefined) return;
  writer.push('function', node);
  for (const { initializer } of node.parameters) writer.visit(initializer);
  if (ts.isBlock(node.body)) {
    writer.visit(node.body);
  } else {
    writer.push('return', node.body);
    writer.visit(node.body);
  }
  writer.pushEnd('end', node);
}
