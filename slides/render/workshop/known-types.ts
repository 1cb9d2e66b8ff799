import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ts } from 'ts-morph';
import type { Exercise } from '../../../grader/catalogue/catalogue.ts';
import type { Layout } from '../../../grader/catalogue/layout.ts';
import type {
  KnownMember,
  KnownType,
  KnownTypes,
  KnownValue,
} from '../../web/workshop/known-types.ts';

/** A file whose exports a solution may import, and as what. */
interface Origin {
  readonly file: string;
  readonly from: string;
  /** Only these; all if absent. */
  readonly names?: ReadonlySet<string>;
}

/** Everything a solution of the exercise may name: from the simulator, its contract and those it uses. */
export async function knownTypesFor(layout: Layout, exercise: Exercise): Promise<KnownTypes> {
  const { manifest, folder, chapter } = exercise;
  const origins: readonly Origin[] = [
    ...manifest.contract.map((name) => ({ file: join(folder, name), from: `./${name}` })),
    ...manifest.uses.map((use) => ({
      file: join(layout.exercises, chapter, use.exercise, 'contract.ts'),
      from: `#${chapter}/${use.exercise}`,
    })),
    ...(await simulatorOrigins(layout)),
  ];
  const types: KnownType[] = [];
  const values: KnownValue[] = [];
  for (const origin of origins) {
    const source = await parse(origin.file);
    for (const statement of source.statements) {
      if (!isExported(statement)) continue;
      const type = typeOf(statement, origin);
      if (type !== undefined) types.push(type);
      else values.push(...valuesOf(statement, origin));
    }
  }
  return { types, values };
}

/** What `#simulator` has for solutions: how a process sees the world. The rest is for tests. */
async function simulatorOrigins({ root }: Layout): Promise<Origin[]> {
  const index = join(root, 'grader', 'simulator', 'index.ts');
  const source = await parse(index);
  return source.statements.flatMap((statement): Origin[] => {
    if (!ts.isExportDeclaration(statement) || !statement.isTypeOnly) return [];
    const { exportClause: clause, moduleSpecifier: module } = statement;
    if (clause === undefined || !ts.isNamedExports(clause)) return [];
    if (module === undefined || !ts.isStringLiteral(module) || module.text !== processFile)
      return [];
    const names = new Set(clause.elements.map(({ name }) => name.text));
    return [{ file: join(dirname(index), module.text), from: '#simulator', names }];
  });
}

const processFile = './process.ts';

async function parse(file: string): Promise<ts.SourceFile> {
  const text = (await readFile(file, 'utf8')).replaceAll('\r\n', '\n');
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false)
  );
}

function typeOf(statement: ts.Statement, { from, names }: Origin): KnownType | undefined {
  const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  if (!isType || names?.has(statement.name.text) === false) return undefined;
  const shape = ts.isInterfaceDeclaration(statement)
    ? { members: [...statement.members], bases: heritage(statement) }
    : shapeOf(statement.type);
  return {
    name: statement.name.text,
    from,
    doc: docOf(statement),
    declaration: plain(statement).replace(/^export /, ''),
    parameters: statement.typeParameters?.map(({ name }) => name.text) ?? [],
    bases: shape.bases,
    members: merged(shape.members.flatMap(memberOf)),
  };
}

interface Shape {
  readonly members: readonly ts.TypeElement[];
  readonly bases: readonly string[];
}

/** All members a value of the type may have: of a union, those of every alternative. */
function shapeOf(type: ts.TypeNode): Shape {
  if (ts.isTypeLiteralNode(type)) return { members: [...type.members], bases: [] };
  if (ts.isTypeReferenceNode(type)) return { members: [], bases: [type.typeName.getText()] };
  if (ts.isParenthesizedTypeNode(type)) return shapeOf(type.type);
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) {
    const parts = type.types.map(shapeOf);
    return {
      members: parts.flatMap(({ members }) => members),
      bases: parts.flatMap(({ bases }) => bases),
    };
  }
  return { members: [], bases: [] };
}

function heritage(declaration: ts.InterfaceDeclaration): string[] {
  return (declaration.heritageClauses ?? []).flatMap(({ types }) =>
    types.map(({ expression }) => expression.getText()),
  );
}

function memberOf(element: ts.TypeElement): KnownMember[] {
  if (element.name === undefined || !ts.isIdentifier(element.name)) return [];
  const common = { name: element.name.text, doc: docOf(element), signature: plain(element) };
  if (ts.isMethodSignature(element)) {
    return [{ ...common, type: element.type?.getText() ?? '', ...parametersOf(element) }];
  }
  if (!ts.isPropertySignature(element)) return [];
  const { type } = element;
  if (type !== undefined && ts.isFunctionTypeNode(type)) {
    return [{ ...common, type: type.type.getText(), ...parametersOf(type) }];
  }
  return [{ ...common, type: type?.getText() ?? '' }];
}

function parametersOf({ parameters }: ts.MethodSignature | ts.FunctionTypeNode) {
  return {
    parameters: parameters.map(
      (each) => [each.name.getText(), each.type?.getText() ?? ''] as const,
    ),
  };
}

/** Alternatives of a union often share a member: `type: 'acquire' | 'release'`. */
function merged(members: readonly KnownMember[]): KnownMember[] {
  const byName = new Map<string, KnownMember>();
  for (const member of members) {
    const before = byName.get(member.name);
    if (before === undefined) byName.set(member.name, member);
    else if (before.type !== member.type && before.parameters === undefined) {
      const type = `${before.type} | ${member.type}`;
      const optional = /\?:/.test(`${before.signature}${member.signature}`) ? '?' : '';
      const doc = [before.doc, member.doc].filter(Boolean).join(' ');
      byName.set(member.name, {
        ...before,
        doc,
        type,
        signature: `${member.name}${optional}: ${type}`,
      });
    }
  }
  return [...byName.values()];
}

function valuesOf(statement: ts.Statement, { from, names }: Origin): KnownValue[] {
  if (names !== undefined) return [];
  const doc = docOf(statement);
  if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) {
    const head = statement.body === undefined ? statement.end : statement.body.pos;
    const declaration = statement
      .getSourceFile()
      .text.slice(statement.getStart(), head)
      .replace(/^export /, '');
    const type = statement.type?.getText() ?? '';
    return [{ name: statement.name.text, from, doc, declaration, type }];
  }
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.map((each) => ({
    name: each.name.getText(),
    from,
    doc,
    declaration: `const ${plain(each)}`,
    type: each.type?.getText() ?? '',
  }));
}

function docOf(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map((doc) => {
      const tags = (doc.tags ?? []).map((tag) => {
        const text = ts.getTextOfJSDocComment(tag.comment) ?? '';
        return ts.isJSDocParameterTag(tag) ? `${tag.name.getText()}: ${text}` : text;
      });
      return [ts.getTextOfJSDocComment(doc.comment) ?? '', ...tags].filter(Boolean).join('\n');
    })
    .join('\n')
    .replace(/\{@link ([^}]*)\}/g, '$1');
}

/** A node's text without comments, indented as if it stood alone. */
function plain(node: ts.Node): string {
  const source = node.getSourceFile();
  const start = node.getStart();
  const pieces: string[] = [];
  let at = start;
  for (const { pos, end } of commentsIn(node)) {
    pieces.push(source.text.slice(at, pos).trimEnd());
    at = end;
  }
  pieces.push(source.text.slice(at, node.end));
  const { character } = source.getLineAndCharacterOfPosition(start);
  return pieces
    .join('')
    .replaceAll(`\n${' '.repeat(character)}`, '\n')
    .replace(/^readonly /, '')
    .replace(/[;,]$/, '');
}

function commentsIn(node: ts.Node): readonly ts.TextRange[] {
  const { text } = node.getSourceFile();
  const start = node.getStart();
  const scanner = ts.createScanner(ts.ScriptTarget.ES2023, false);
  scanner.setText(text, start, node.end - start);
  const found: ts.TextRange[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (!isComment(kind)) continue;
    found.push({ pos: scanner.getTokenStart(), end: scanner.getTokenEnd() });
  }
  return found;
}

function isComment(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.MultiLineCommentTrivia || kind === ts.SyntaxKind.SingleLineCommentTrivia
  );
}
