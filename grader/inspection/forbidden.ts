import type { ts } from 'ts-morph';
import { builtins, type ForbiddenKind, forbiddenNames } from './forbidden-names.ts';
import { moduleReference } from './imports.ts';
import type { Ts } from './parser.ts';
import { accessedName, assignmentTarget, isReference, isTypeOnly, rootOf } from './references.ts';
import { isAmbient, type Scopes } from './scope.ts';
import { type ParsedFile, type Position, startOf } from './syntax.ts';
import { simulatorName, type TypeNames } from './type-names.ts';

/** One use of something a submission must do without. */
export interface ForbiddenUse extends Position {
  readonly kind: ForbiddenKind;
  /** As the student wrote it: `Date.now`, `setTimeout`, `node:fs`. */
  readonly detail: string;
}

interface Search {
  readonly ts: Ts;
  readonly file: ParsedFile;
  readonly scopes: Scopes;
  readonly typeModules: TypeNames;
  /**
   * `S` of `import * as S from '#simulator'`, with its module: fine in types, but there is no value
   * behind it.
   */
  readonly typeNames: ReadonlyMap<string, string>;
  report(kind: ForbiddenKind, node: ts.Node, detail: string): void;
}

/** All uses in one file, in the order of the text. Names the file declares itself are left alone. */
export function forbiddenUses(
  ts: Ts,
  file: ParsedFile,
  scopes: Scopes,
  typeModules: TypeNames = simulatorName,
): ForbiddenUse[] {
  const uses: ForbiddenUse[] = [];
  const search: Search = {
    ts,
    file,
    scopes,
    typeModules,
    typeNames: namesOfTypeModules(ts, file.root, typeModules),
    report: (kind, node, detail) => uses.push({ kind, detail, ...startOf(file, node) }),
  };
  const visit = (node: ts.Node): void => {
    if (isTypeOnly(ts, node) || isAmbient(ts, node)) return;
    inspectNode(search, node);
    ts.forEachChild(node, visit);
  };
  visit(file.root);
  return uses.sort((a, b) => a.line - b.line || a.column - b.column);
}

function namesOfTypeModules(
  ts: Ts,
  root: ts.SourceFile,
  typeModules: TypeNames,
): Map<string, string> {
  const names = new Map<string, string>();
  for (const statement of root.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier))
      continue;
    const bindings = statement.importClause?.namedBindings;
    const { text: specifier } = statement.moduleSpecifier;
    if (!typeModules.has(specifier) || bindings === undefined) continue;
    if (ts.isNamespaceImport(bindings)) names.set(bindings.name.text, specifier);
  }
  return names;
}

function inspectNode(search: Search, node: ts.Node): void {
  const { ts } = search;
  if (ts.isIdentifier(node)) inspectIdentifier(search, node);
  else if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    inspectAccess(search, node);
  } else if (ts.isVariableDeclaration(node)) inspectDestructuring(search, node);
  else if (ts.isCallExpression(node) || ts.isNewExpression(node)) inspectCall(search, node);
  else if (ts.isMetaProperty(node)) inspectMetaProperty(search, node);
  else inspectWaiting(search, node);
  inspectModuleReference(search, node);
  inspectAssignment(search, node);
}

function inspectIdentifier({ ts, scopes, typeNames, report }: Search, node: ts.Identifier): void {
  const module = typeNames.get(node.text);
  if (module !== undefined && isReference(ts, node) && scopes.isModuleLevel(node)) {
    report('value-import', node, module);
  }
  const kind = forbiddenNames.get(node.text);
  if (kind === undefined || !isReference(ts, node) || scopes.isDeclared(node)) return;
  // `value instanceof Date` only asks.
  const { parent } = node;
  const onlyAsks =
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
    parent.right === node;
  if (onlyAsks) return;
  const member = parent.parent !== undefined ? accessedName(ts, parent) : undefined;
  if (kind === 'date' && member === 'now') report('date-now', node, 'Date.now');
  else report(kind, node, member === undefined ? node.text : `${node.text}.${member}`);
}

function inspectAccess(
  search: Search,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): void {
  const { ts, report } = search;
  const name = accessedName(ts, node);
  if (name === 'random' && isBuiltin(search, node.expression, 'Math')) {
    report('math-random', node, 'Math.random');
  } else if (name === '__proto__') {
    report('proto', ts.isPropertyAccessExpression(node) ? node.name : node, '__proto__');
  } else if (name === 'constructor' && accessedName(ts, node.expression) === 'constructor') {
    report('constructor-chain', node, '.constructor.constructor');
  }
}

/** `const { random } = Math` */
function inspectDestructuring(search: Search, node: ts.VariableDeclaration): void {
  const { ts, report } = search;
  if (node.initializer === undefined || !ts.isObjectBindingPattern(node.name)) return;
  if (!isBuiltin(search, node.initializer, 'Math')) return;
  for (const element of node.name.elements) {
    const source = element.propertyName ?? element.name;
    if (ts.isIdentifier(source) && source.text === 'random') {
      report('math-random', element, 'Math.random');
    }
  }
}

const changingCalls = new Set([
  'assign',
  'defineProperties',
  'defineProperty',
  'deleteProperty',
  'set',
  'setPrototypeOf',
]);

function inspectCall(search: Search, node: ts.CallExpression | ts.NewExpression): void {
  const { ts, report } = search;
  const { expression } = node;
  if (isBuiltin(search, expression, 'Function')) {
    report('function-constructor', node, 'Function');
    return;
  }
  // A class cannot be called without `new`: what can be called so makes code from text.
  if (ts.isCallExpression(node) && accessedName(ts, expression) === 'constructor') {
    report('constructor-chain', expression, '.constructor(…)');
    return;
  }
  if (!ts.isPropertyAccessExpression(expression) || !changingCalls.has(expression.name.text))
    return;
  const viaObject = isBuiltin(search, expression.expression, 'Object');
  if (!viaObject && !isBuiltin(search, expression.expression, 'Reflect')) return;
  const target = node.arguments?.[0];
  if (target === undefined) return;
  const shared = builtinIn(search, target);
  if (shared !== undefined) report('patched-builtin', node, shared);
}

function inspectMetaProperty({ ts, report }: Search, node: ts.MetaProperty): void {
  if (node.keywordToken === ts.SyntaxKind.ImportKeyword) {
    report('import-meta', node, 'import.meta');
  }
}

/** `async`, `await`, `for await`, `await using` */
function inspectWaiting({ ts, report }: Search, node: ts.Node): void {
  if (ts.isAwaitExpression(node)) report('async', node, 'await');
  else if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) {
    report('async', node, 'for await');
  } else if (ts.isVariableDeclarationList(node)) {
    const awaits = (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing;
    if (awaits) report('async', node, 'await using');
  } else if (ts.isFunctionLike(node) && ts.canHaveModifiers(node)) {
    const modifier = ts.getModifiers(node)?.find(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
    if (modifier !== undefined) report('async', modifier, 'async');
  }
}

function inspectModuleReference({ ts, file, typeModules, report }: Search, node: ts.Node): void {
  const reference = moduleReference(ts, file.path, node, typeModules);
  if (reference !== undefined && reference.kind !== 'own' && reference.kind !== 'types') {
    report(reference.kind, reference.node, reference.specifier);
  }
}

function inspectAssignment(search: Search, node: ts.Node): void {
  const { ts, report } = search;
  const target = assignmentTarget(ts, node);
  if (target === undefined || ts.isIdentifier(target)) return;
  const shared = builtinIn(search, target);
  if (shared !== undefined) report('patched-builtin', target, shared);
}

/** The built-in object an expression belongs to, as written: `Array.prototype`. */
function builtinIn(search: Search, expression: ts.Expression): string | undefined {
  const { ts, scopes, file } = search;
  const root = rootOf(ts, expression);
  if (!ts.isIdentifier(root) || !builtins.has(root.text) || scopes.isDeclared(root))
    return undefined;
  return expression.getText(file.root).slice(0, 80);
}

function isBuiltin({ ts, scopes }: Search, expression: ts.Expression, name: string): boolean {
  const root = ts.isParenthesizedExpression(expression) ? expression.expression : expression;
  return ts.isIdentifier(root) && root.text === name && !scopes.isDeclared(root);
}
