import MagicString from 'magic-string';
import { Project, ts } from 'ts-morph';
import type { Dice } from './dice.ts';

interface Surroundings {
  readonly contract: ReadonlyMap<string, string>;
  readonly exports: readonly string[];
  readonly dice: Dice;
}

/**
 * Gives another name to everything that the files name themselves: variables, parameters, functions,
 * classes, types and private members. Names that the contract or grading know stay.
 */
export function renameIdentifiers(
  files: ReadonlyMap<string, string>,
  { contract, exports, dice }: Surroundings,
): Map<string, string> {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    compilerOptions: {
      noLib: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
    },
  });
  for (const [path, text] of [...files, ...contract]) project.createSourceFile(`/${path}`, text);
  const checker = project.getTypeChecker().compilerObject;
  const sources = [...files.keys()].map((path) => ({
    path,
    source: project.getSourceFileOrThrow(`/${path}`).compilerNode,
  }));
  const names = new Names([...files.values(), ...contract.values()], dice);
  const renamed = new Map<ts.Symbol, string>();
  for (const { source } of sources) {
    for (const symbol of ownSymbols(source, checker)) {
      if (!exports.includes(symbol.name) && !renamed.has(symbol)) {
        renamed.set(symbol, names.next(symbol.name));
      }
    }
  }
  for (const { source } of sources) {
    for (const symbol of symbolsToKeep(source, checker)) renamed.delete(symbol);
  }
  return new Map(sources.map(({ path, source }) => [path, withNames(source, checker, renamed)]));
}

/** The file's text with every use of a renamed symbol. */
function withNames(
  source: ts.SourceFile,
  checker: ts.TypeChecker,
  renamed: ReadonlyMap<ts.Symbol, string>,
): string {
  const edited = new MagicString(source.text);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const text = textFor(node, checker, renamed);
      if (text !== undefined) edited.overwrite(node.getStart(source), node.end, text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edited.toString();
}

/** What stands in an identifier's place; `undefined` if it stays. */
function textFor(
  node: ts.Identifier,
  checker: ts.TypeChecker,
  renamed: ReadonlyMap<ts.Symbol, string>,
): string | undefined {
  const { parent } = node;
  const nameOf = (symbol: ts.Symbol | undefined) =>
    symbol === undefined ? undefined : renamed.get(symbol);
  // `{ x }` names a property and a variable at once, and so does `const { x } = …`.
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) {
    const name = nameOf(checker.getShorthandAssignmentValueSymbol(parent));
    return name === undefined ? undefined : `${node.text}: ${name}`;
  }
  const symbol = checker.getSymbolAtLocation(node);
  const name = nameOf(symbol);
  if (ts.isBindingElement(parent) && parent.name === node && isShorthandBinding(parent)) {
    const property = nameOf(checker.getTypeAtLocation(parent.parent).getProperty(node.text));
    if (property === undefined && name === undefined) return undefined;
    return `${property ?? node.text}: ${name ?? node.text}`;
  }
  if (ts.isImportSpecifier(parent)) {
    const local = checker.getSymbolAtLocation(parent.name);
    const there = local && nameOf(checker.getAliasedSymbol(local));
    if (parent.propertyName === node) return there;
    if (parent.propertyName !== undefined || name === undefined) return name;
    return `${there ?? node.text} as ${name}`;
  }
  return name;
}

function isShorthandBinding({ propertyName, dotDotDotToken, parent }: ts.BindingElement): boolean {
  return (
    propertyName === undefined && dotDotDotToken === undefined && ts.isObjectBindingPattern(parent)
  );
}

/** What gets its name in this file. */
function ownSymbols(source: ts.SourceFile, checker: ts.TypeChecker): readonly ts.Symbol[] {
  const found: ts.Symbol[] = [];
  const visit = (node: ts.Node): void => {
    if (isOwnDeclaration(node) && node.name !== undefined && ts.isIdentifier(node.name)) {
      const symbol = checker.getSymbolAtLocation(node.name);
      if (symbol !== undefined) found.push(symbol);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * What is passed on under its name by `export { x }`, and parameters that are properties as well:
 * two symbols, one name.
 */
function symbolsToKeep(source: ts.SourceFile, checker: ts.TypeChecker): readonly ts.Symbol[] {
  const found: (ts.Symbol | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isExportSpecifier(node)) {
      const local = checker.getExportSpecifierLocalTargetSymbol(node);
      const isAlias = local !== undefined && (local.flags & ts.SymbolFlags.Alias) !== 0;
      found.push(local, isAlias ? checker.getAliasedSymbol(local) : undefined);
    } else if (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent)) {
      const name = node.name.getText(source);
      const members = node.parent.parent.members.map((member) => member.name);
      found.push(checker.getSymbolAtLocation(node.name));
      for (const member of members) {
        if (member?.getText(source) === name) found.push(checker.getSymbolAtLocation(member));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.filter((symbol) => symbol !== undefined);
}

function isOwnDeclaration(node: ts.Node): node is ts.NamedDeclaration & { name?: ts.Node } {
  if (ts.isPropertyDeclaration(node) || ts.isMethodDeclaration(node) || ts.isAccessor(node)) {
    return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) !== 0;
  }
  return (
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isImportSpecifier(node)
  );
}

const beginnings = ['my', 'the', 'cur', 'tmp', 'new', 'own', 'big', 'old', 'act', 'gen'] as const;
const endings = [
  'Val',
  'Item',
  'Thing',
  'Data',
  'Info',
  'Elem',
  'Obj',
  'Part',
  'Res',
  'Rec',
] as const;

/** Names as somebody in a hurry chooses them; none is used twice or was there before. */
class Names {
  private readonly taken: Set<string>;
  private count = 0;

  constructor(
    texts: readonly string[],
    private readonly dice: Dice,
  ) {
    this.taken = new Set(texts.flatMap((text) => text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []));
  }

  next(before: string): string {
    for (;;) {
      this.count += 1;
      const what = `${before}/${this.count}`;
      const begin = this.dice.pick(beginnings, `${what}/begin`);
      const name = `${begin}${this.dice.pick(endings, `${what}/end`)}${this.count}`;
      const cased = /^\p{Lu}/u.test(before) ? name.charAt(0).toUpperCase() + name.slice(1) : name;
      if (this.taken.has(cased)) continue;
      this.taken.add(cased);
      return cased;
    }
  }
}
