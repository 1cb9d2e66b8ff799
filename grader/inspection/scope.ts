import type { ts } from 'ts-morph';
import type { Ts } from './parser.ts';

/** Tells the names a file declares itself from those it takes from its surroundings. */
export interface Scopes {
  /** Whether `identifier`, in the place of a value, refers to something declared in this file. */
  isDeclared(identifier: ts.Identifier): boolean;
  /** Whether it refers to something declared at the top level of this file. */
  isModuleLevel(identifier: ts.Identifier): boolean;
}

/**
 * Collects what each block, function, class and the file itself declare as values. Types do not
 * count, and neither does `declare const …`: it promises a value and makes none.
 */
export function scopesOf(ts: Ts, root: ts.SourceFile): Scopes {
  const names = new Map<ts.Node, Set<string>>();
  const declare = (scope: ts.Node, name: string): void => {
    const known = names.get(scope);
    if (known === undefined) names.set(scope, new Set([name]));
    else known.add(name);
  };
  const visit = (node: ts.Node): void => {
    if (isAmbient(ts, node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      return;
    }
    declareNamesOf(ts, node, declare);
    ts.forEachChild(node, visit);
  };
  visit(root);
  const declaringScope = (identifier: ts.Identifier): ts.Node | undefined => {
    for (let node: ts.Node | undefined = identifier; node !== undefined; node = node.parent) {
      if (names.get(node)?.has(identifier.text)) return node;
    }
    return undefined;
  };
  return {
    isDeclared: (identifier) => declaringScope(identifier) !== undefined,
    isModuleLevel: (identifier) => declaringScope(identifier) === root,
  };
}

function declareNamesOf(
  ts: Ts,
  node: ts.Node,
  declare: (scope: ts.Node, name: string) => void,
): void {
  if (ts.isVariableDeclaration(node)) {
    const scope = variableScope(ts, node);
    for (const name of boundNames(ts, node.name)) declare(scope, name);
  } else if (ts.isParameter(node)) {
    for (const name of boundNames(ts, node.name)) declare(node.parent, name);
  } else if (ts.isFunctionDeclaration(node) || ts.isEnumDeclaration(node)) {
    if (node.name !== undefined) declare(blockScope(ts, node.parent), node.name.text);
  } else if (ts.isClassDeclaration(node)) {
    if (node.name !== undefined) declare(blockScope(ts, node.parent), node.name.text);
  } else if (ts.isFunctionExpression(node) || ts.isClassExpression(node)) {
    if (node.name !== undefined) declare(node, node.name.text);
  } else if (ts.isModuleDeclaration(node)) {
    if (ts.isIdentifier(node.name)) declare(blockScope(ts, node.parent), node.name.text);
  } else if (ts.isImportClause(node)) {
    if (!node.isTypeOnly && node.name !== undefined) declare(node.getSourceFile(), node.name.text);
  } else if (ts.isNamespaceImport(node)) {
    if (!node.parent.isTypeOnly) declare(node.getSourceFile(), node.name.text);
  } else if (ts.isImportSpecifier(node)) {
    const onlyType = node.isTypeOnly || node.parent.parent.isTypeOnly;
    if (!onlyType) declare(node.getSourceFile(), node.name.text);
  }
}

/** The names a binding introduces: one, or those of a destructuring pattern. */
export function boundNames(ts: Ts, name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  const names: string[] = [];
  for (const element of name.elements) {
    if (ts.isBindingElement(element)) names.push(...boundNames(ts, element.name));
  }
  return names;
}

function variableScope(ts: Ts, declaration: ts.VariableDeclaration): ts.Node {
  const list = declaration.parent;
  if (ts.isCatchClause(list)) return list;
  const blockScoped = (list.flags & ts.NodeFlags.BlockScoped) !== 0;
  let node: ts.Node = list.parent;
  while (!(blockScoped ? opensBlock(ts, node) : opensFunction(ts, node))) node = node.parent;
  return node;
}

function blockScope(ts: Ts, start: ts.Node): ts.Node {
  let node = start;
  while (!opensBlock(ts, node)) node = node.parent;
  return node;
}

function opensBlock(ts: Ts, node: ts.Node): boolean {
  return (
    ts.isBlock(node) ||
    ts.isCaseBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node) ||
    opensFunction(ts, node)
  );
}

function opensFunction(ts: Ts, node: ts.Node): boolean {
  return (
    ts.isSourceFile(node) ||
    ts.isFunctionLike(node) ||
    ts.isModuleBlock(node) ||
    ts.isClassStaticBlockDeclaration(node)
  );
}

/** `declare …`: nothing of it exists at run time. */
export function isAmbient(ts: Ts, node: ts.Node): boolean {
  // Asked of every node, and hardly one has any: the parser's own field says so at once.
  const { modifiers } = node as { readonly modifiers?: readonly ts.Node[] };
  if (modifiers === undefined || !ts.canHaveModifiers(node)) return false;
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
}
