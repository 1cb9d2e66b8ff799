import type { ts } from 'ts-morph';
import type { Ts } from './parser.ts';
import { assignmentTarget, rootOf } from './references.ts';
import { isAmbient, type Scopes } from './scope.ts';
import { type ParsedFile, type Position, startOf } from './syntax.ts';

export interface ModuleState extends Position {
  /** `nextId`, `Clock.count` */
  readonly name: string;
}

/**
 * Variables of the module that handlers change: not part of any process, lost in a crash. What the
 * module only fills while it is loaded is a constant and left alone.
 */
export function moduleState(ts: Ts, file: ParsedFile, scopes: Scopes): ModuleState[] {
  const candidates = stateCandidates(ts, file.root);
  const found = new Map<string, ModuleState>();
  const visit = (node: ts.Node, inFunction: boolean): void => {
    if (inFunction) {
      const name = changedName(ts, node, scopes);
      const declaration = name === undefined ? undefined : candidates.get(name);
      if (name !== undefined && declaration !== undefined) {
        found.set(name, { name, ...startOf(file, declaration) });
      }
    }
    ts.forEachChild(node, (child) => visit(child, inFunction || ts.isFunctionLike(node)));
  };
  visit(file.root, false);
  return [...found.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Top-level variables and static fields that could be changed, by name as it would be written. */
function stateCandidates(ts: Ts, root: ts.SourceFile): Map<string, ts.Node> {
  const candidates = new Map<string, ts.Node>();
  for (const statement of root.statements) {
    if (isAmbient(ts, statement)) continue;
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name)) candidates.set(name.text, name);
      }
    } else if (ts.isClassDeclaration(statement) && statement.name !== undefined) {
      for (const member of statement.members) {
        if (!ts.isPropertyDeclaration(member) || !isStatic(ts, member)) continue;
        candidates.set(`${statement.name.text}.${member.name.getText(root)}`, member);
      }
    }
  }
  return candidates;
}

function isStatic(ts: Ts, member: ts.PropertyDeclaration): boolean {
  return ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;
}

const changingMethods = new Set([
  'add',
  'clear',
  'copyWithin',
  'delete',
  'fill',
  'pop',
  'push',
  'reverse',
  'set',
  'shift',
  'sort',
  'splice',
  'unshift',
]);

/** What an assignment or a call such as `.push(…)` changes, if it is the module's. */
function changedName(ts: Ts, node: ts.Node, scopes: Scopes): string | undefined {
  const target = assignmentTarget(ts, node) ?? changedByCall(ts, node);
  if (target === undefined) return undefined;
  const root = rootOf(ts, target);
  if (!ts.isIdentifier(root) || !scopes.isModuleLevel(root)) return undefined;
  const { parent } = root;
  const startsWithUpperCase = /^\p{Lu}/u.test(root.text);
  const throughClass = ts.isPropertyAccessExpression(parent) && parent.expression === root;
  return startsWithUpperCase && throughClass ? `${root.text}.${parent.name.text}` : root.text;
}

function changedByCall(ts: Ts, node: ts.Node): ts.Expression | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
    return undefined;
  return changingMethods.has(node.expression.name.text) ? node.expression.expression : undefined;
}
