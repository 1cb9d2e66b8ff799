import type { ts } from 'ts-morph';
import type { Ts } from './parser.ts';
import type { ParsedFile } from './syntax.ts';
import { simulatorName, type TypeNames } from './type-names.ts';

export interface ModuleReference {
  /**
   * `own`: a relative path within the exercise; `types`: a module of types, such as `#simulator`; the
   * others are not allowed.
   */
  readonly kind:
    | 'own'
    | 'types'
    | 'value-import'
    | 'import-outside'
    | 'foreign-import'
    | 'dynamic-import';
  readonly specifier: string;
  readonly node: ts.Node;
}

/** What a statement or call loads from another module; `undefined` if it loads nothing. */
export function moduleReference(
  ts: Ts,
  path: string,
  node: ts.Node,
  typeModules: TypeNames = simulatorName,
): ModuleReference | undefined {
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return { kind: 'dynamic-import', specifier: 'import(…)', node };
  }
  if (ts.isImportEqualsDeclaration(node)) {
    const { moduleReference: target } = node;
    if (!ts.isExternalModuleReference(target)) return undefined;
    const { expression } = target;
    const specifier = ts.isStringLiteralLike(expression) ? expression.text : 'require(…)';
    return { kind: 'foreign-import', specifier, node: expression };
  }
  if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) return undefined;
  const { moduleSpecifier } = node;
  if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  const specifier = moduleSpecifier.text;
  if (typeModules.has(specifier)) {
    return {
      kind: loadsTypesOnly(ts, node) ? 'types' : 'value-import',
      specifier,
      node: moduleSpecifier,
    };
  }
  if (!/^\.\.?(\/|$)/.test(specifier))
    return { kind: 'foreign-import', specifier, node: moduleSpecifier };
  const inside = joinPath(path, specifier) !== undefined;
  return { kind: inside ? 'own' : 'import-outside', specifier, node: moduleSpecifier };
}

/**
 * Names that turn out to be types vanish from the bundle, `type` or not. What stays is an import for
 * its side effects, and `export * from`, which cannot know.
 */
function loadsTypesOnly(ts: Ts, node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isImportDeclaration(node)) return node.importClause !== undefined;
  return (
    node.isTypeOnly || (node.exportClause !== undefined && ts.isNamedExports(node.exportClause))
  );
}

/** The files reachable from `entry` by imports, types included; `entry` is the first. */
export function reachableFrom(
  ts: Ts,
  entry: string,
  files: ReadonlyMap<string, ParsedFile>,
): Set<string> {
  const reached = new Set([entry]);
  for (const path of reached) {
    for (const statement of files.get(path)?.root.statements ?? []) {
      const reference = moduleReference(ts, path, statement);
      if (reference?.kind !== 'own') continue;
      const target = resolveImport(path, reference.specifier, (candidate) => files.has(candidate));
      if (target !== undefined) reached.add(target);
    }
  }
  return reached;
}

/** As the compiler resolves it: `./clock.ts`, `./clock.js`, `./clock` and `./clock/index.ts`. */
export function resolveImport(
  importer: string,
  specifier: string,
  exists: (path: string) => boolean,
): string | undefined {
  const joined = joinPath(importer, specifier);
  if (joined === undefined) return undefined;
  const folder = joined === '' ? '' : `${joined}/`;
  const candidates = [joined, `${joined}.ts`, joined.replace(/\.js$/, '.ts'), `${folder}index.ts`];
  return candidates.find(exists);
}

/** `undefined` if it leads out of the exercise's folder. */
function joinPath(importer: string, specifier: string): string | undefined {
  const parts = importer.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
