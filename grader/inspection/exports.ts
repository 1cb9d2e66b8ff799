import type { ts } from 'ts-morph';
import { resolveImport } from './imports.ts';
import type { Ts } from './parser.ts';
import type { ParsedFile } from './syntax.ts';

/** What a module exports under a name, followed to where it is declared. */
export interface Exported {
  readonly file: ParsedFile;
  readonly node: ts.Node;
  /** `unknown`: made by a call or taken from somewhere; only running it will tell. */
  readonly kind: 'function' | 'class' | 'constant' | 'unknown';
  readonly callable?: ts.SignatureDeclaration;
  readonly classLike?: ts.ClassLikeDeclaration;
}

/** The modules among which exports are followed. */
export interface Modules {
  readonly ts: Ts;
  readonly files: ReadonlyMap<string, ParsedFile>;
}

/** `undefined` if the module exports no value of this name. */
export function findExport(
  modules: Modules,
  path: string,
  name: string,
  seen: ReadonlySet<string> = new Set(),
): Exported | undefined {
  const { ts, files } = modules;
  const file = files.get(path);
  if (file === undefined || seen.has(path)) return undefined;
  const follow = (specifier: string, wanted: string): Exported | undefined => {
    const target = resolveImport(path, specifier, (candidate) => files.has(candidate));
    if (target === undefined) return undefined;
    return findExport(modules, target, wanted, new Set([...seen, path]));
  };
  const stars: string[] = [];
  for (const statement of file.root.statements) {
    if (ts.isExportDeclaration(statement) && !statement.isTypeOnly) {
      const { exportClause, moduleSpecifier } = statement;
      const specifier =
        moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier)
          ? moduleSpecifier.text
          : undefined;
      if (exportClause === undefined && specifier !== undefined) stars.push(specifier);
      if (exportClause === undefined || !ts.isNamedExports(exportClause)) continue;
      const element = exportClause.elements.find((each) => each.name.text === name);
      if (element === undefined || element.isTypeOnly) continue;
      const original = (element.propertyName ?? element.name).text;
      return specifier === undefined
        ? findLocal(modules, file, original, follow)
        : follow(specifier, original);
    }
    if (isExported(ts, statement)) {
      const found = declaredBy(modules, file, statement, name, follow);
      if (found !== undefined) return found;
    }
  }
  return stars.map((specifier) => follow(specifier, name)).find((found) => found !== undefined);
}

type Follow = (specifier: string, name: string) => Exported | undefined;

function isExported(ts: Ts, statement: ts.Statement): boolean {
  if (!ts.canHaveModifiers(statement)) return false;
  const kinds = ts.getModifiers(statement)?.map(({ kind }) => kind) ?? [];
  return (
    kinds.includes(ts.SyntaxKind.ExportKeyword) && !kinds.includes(ts.SyntaxKind.DefaultKeyword)
  );
}

function findLocal(
  modules: Modules,
  file: ParsedFile,
  name: string,
  follow: Follow,
): Exported | undefined {
  const { ts } = modules;
  for (const statement of file.root.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const bindings = statement.importClause?.namedBindings;
      if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
      const element = bindings.elements.find((each) => each.name.text === name);
      if (element === undefined) continue;
      return follow(statement.moduleSpecifier.text, (element.propertyName ?? element.name).text);
    }
    const found = declaredBy(modules, file, statement, name, follow);
    if (found !== undefined) return found;
  }
  return undefined;
}

function declaredBy(
  modules: Modules,
  file: ParsedFile,
  statement: ts.Statement,
  name: string,
  follow: Follow,
): Exported | undefined {
  const { ts } = modules;
  if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) {
    return { file, node: statement.name, kind: 'function', callable: statement };
  }
  if (ts.isClassDeclaration(statement) && statement.name?.text === name) {
    return { file, node: statement.name, kind: 'class', classLike: statement };
  }
  if (ts.isEnumDeclaration(statement) && statement.name.text === name) {
    return { file, node: statement.name, kind: 'constant' };
  }
  if (!ts.isVariableStatement(statement)) return undefined;
  for (const declaration of statement.declarationList.declarations) {
    if (ts.isIdentifier(declaration.name)) {
      if (declaration.name.text === name) return fromVariable(modules, file, declaration, follow);
    } else if (declaration.name.getText(file.root).includes(name)) {
      return { file, node: declaration.name, kind: 'unknown' };
    }
  }
  return undefined;
}

function fromVariable(
  modules: Modules,
  file: ParsedFile,
  declaration: ts.VariableDeclaration,
  follow: Follow,
): Exported {
  const { ts } = modules;
  const node = declaration.name;
  const value = withoutWrapping(ts, declaration.initializer);
  if (value === undefined) return { file, node, kind: 'unknown' };
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) {
    // With a type of its own, the variable's type is the signature, not the function's.
    const annotated = declaration.type !== undefined;
    return { file, node, kind: 'function', ...(annotated ? {} : { callable: value }) };
  }
  if (ts.isClassExpression(value)) return { file, node, kind: 'class', classLike: value };
  if (ts.isIdentifier(value) && value.text !== node.getText(file.root)) {
    return findLocal(modules, file, value.text, follow) ?? { file, node, kind: 'unknown' };
  }
  const literal =
    ts.isLiteralExpression(value) ||
    ts.isArrayLiteralExpression(value) ||
    ts.isObjectLiteralExpression(value) ||
    ts.isNewExpression(value);
  return { file, node, kind: literal ? 'constant' : 'unknown' };
}

function withoutWrapping(ts: Ts, expression: ts.Expression | undefined): ts.Expression | undefined {
  let inner = expression;
  while (
    inner !== undefined &&
    (ts.isParenthesizedExpression(inner) ||
      ts.isAsExpression(inner) ||
      ts.isSatisfiesExpression(inner))
  ) {
    inner = inner.expression;
  }
  return inner;
}
