import type { ts } from 'ts-morph';
import type { Ts } from './parser.ts';

/** Whether this node and all below it vanish when the types are taken away. */
export function isTypeOnly(ts: Ts, node: ts.Node): boolean {
  if (ts.isExpressionWithTypeArguments(node)) {
    // `extends Base` of a class is a value; `implements Face` and an interface's `extends` are not.
    const clause = node.parent;
    return (
      ts.isHeritageClause(clause) &&
      (ts.isInterfaceDeclaration(clause.parent) || clause.token === ts.SyntaxKind.ImplementsKeyword)
    );
  }
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node)
  );
}

/** Whether an identifier stands for a variable, not for a property, a label or a declaration. */
export function isReference(ts: Ts, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isExportSpecifier(parent)) {
    const fromElsewhere = parent.parent.parent.moduleSpecifier !== undefined;
    return !fromElsewhere && (parent.propertyName ?? parent.name) === node;
  }
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) {
    return false;
  }
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isMetaProperty(parent) || ts.isQualifiedName(parent)) return false;
  // What is left and has a name is a declaration: a variable, a member, a parameter …
  const named = parent as ts.Node & { readonly name?: ts.Node };
  return named.name !== node;
}

/** The property an expression reads, whether written `a.b` or `a['b']`. */
export function accessedName(ts: Ts, node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return node.argumentExpression.text;
  }
  return undefined;
}

/** `a` of `a.b.c`, `(a as X)['b']!.c` and the like. */
export function rootOf(ts: Ts, node: ts.Expression): ts.Expression {
  let root = node;
  for (;;) {
    if (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) {
      root = root.expression;
    } else if (
      ts.isParenthesizedExpression(root) ||
      ts.isAsExpression(root) ||
      ts.isSatisfiesExpression(root) ||
      ts.isNonNullExpression(root)
    ) {
      root = root.expression;
    } else return root;
  }
}

/** What an expression assigns to, increments or deletes; `undefined` if it does none of these. */
export function assignmentTarget(ts: Ts, node: ts.Node): ts.Expression | undefined {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    return assigns ? node.left : undefined;
  }
  if (ts.isPostfixUnaryExpression(node)) return node.operand;
  if (ts.isPrefixUnaryExpression(node)) {
    const { operator } = node;
    const steps = [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken];
    return steps.some((step) => step === operator) ? node.operand : undefined;
  }
  return ts.isDeleteExpression(node) ? node.expression : undefined;
}
