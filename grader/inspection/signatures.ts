import type { ts } from 'ts-morph';
import type { Exported } from './exports.ts';
import type { Ts } from './parser.ts';
import { tokenText } from './same-tokens.ts';
import { type ParsedFile, type Position, startOf, tokensOf } from './syntax.ts';

/** One way in which an export differs from the skeleton's. */
export interface SignatureChange extends Position {
  readonly file: string;
  /**
   * `uncallable`: needs more arguments than it will get. `types`: other types. `fewer`: takes fewer
   * parameters, which is allowed. `member-missing`: a class lost a public member.
   */
  readonly kind: 'uncallable' | 'types' | 'fewer' | 'member-missing';
  /** `createRaft`, `Clock.tick` */
  readonly name: string;
  /** The skeleton's signature on one line. */
  readonly wanted: string;
}

/** A callable thing with the file it stands in. */
interface Callable {
  readonly file: ParsedFile;
  readonly node: ts.SignatureDeclaration;
}

// The handlers a process may do without.
const optionalHandlers = new Set(['onStart', 'onTimer', 'onRequest', 'inspect']);

/** Compares an export with the skeleton's, as far as the text tells. Names of parameters are free. */
export function signatureChanges(
  ts: Ts,
  name: string,
  own: Exported,
  given: Exported,
): SignatureChange[] {
  if (own.callable !== undefined && given.callable !== undefined) {
    const pair = [
      { file: own.file, node: own.callable },
      { file: given.file, node: given.callable },
    ] as const;
    return compareCallables(ts, name, ...pair);
  }
  if (own.classLike === undefined || given.classLike === undefined) return [];
  return compareClasses(ts, name, own, own.classLike, given, given.classLike);
}

function compareCallables(ts: Ts, name: string, own: Callable, given: Callable): SignatureChange[] {
  const ownParameters = parametersOf(own.node);
  const givenParameters = parametersOf(given.node);
  const required = ownParameters.filter(
    ({ questionToken, initializer, dotDotDotToken }) =>
      questionToken === undefined && initializer === undefined && dotDotDotToken === undefined,
  );
  const change = (kind: SignatureChange['kind']): SignatureChange[] => [
    {
      kind,
      name,
      wanted: signatureText(ts, name, given),
      file: own.file.path,
      ...startOf(own.file, own.node.name ?? own.node),
    },
  ];
  if (required.length > givenParameters.length) return change('uncallable');
  const sameTypes = ownParameters.every((parameter, index) =>
    compatibleTypes(ts, own, parameter.type, given, givenParameters[index]?.type),
  );
  if (!sameTypes || !compatibleTypes(ts, own, own.node.type, given, given.node.type)) {
    return change('types');
  }
  return ownParameters.length < givenParameters.length ? change('fewer') : [];
}

function parametersOf(node: ts.SignatureDeclaration): readonly ts.ParameterDeclaration[] {
  return node.parameters.filter(({ name }) => name.getText() !== 'this');
}

/** A type that is left out is inferred: the compiler judges that better than its text. */
function compatibleTypes(
  ts: Ts,
  own: Callable,
  ownType: ts.TypeNode | undefined,
  given: Callable,
  givenType: ts.TypeNode | undefined,
): boolean {
  if (ownType === undefined || givenType === undefined) return true;
  return typeText(ts, own.file, ownType) === typeText(ts, given.file, givenType);
}

/** Written the same way whatever the line breaks, quotes and the two notations of a list. */
function typeText(ts: Ts, file: ParsedFile, type: ts.TypeNode): string {
  const tokens = tokensOf(ts, file.root, type).map((token) => tokenText(ts, file.root, token));
  return tokens
    .join(' ')
    .replace(/^\| /, '')
    .replace(/; }/g, ' }')
    .replace(/\bReadonlyArray < ([\w.]+) >/g, 'readonly $1 [ ]')
    .replace(/\bArray < ([\w.]+) >/g, '$1 [ ]');
}

function signatureText(ts: Ts, name: string, { file, node }: Callable): string {
  const text = (part: ts.Node) => part.getText(file.root).replace(/\s+/g, ' ');
  const parameters = node.parameters.map(text).join(', ');
  const result = node.type === undefined ? '' : `: ${text(node.type)}`;
  const called = ts.isConstructorDeclaration(node) ? `new ${name.replace(/\.[^.]*$/, '')}` : name;
  return `${called}(${parameters})${result}`;
}

function compareClasses(
  ts: Ts,
  name: string,
  own: Exported,
  ownClass: ts.ClassLikeDeclaration,
  given: Exported,
  givenClass: ts.ClassLikeDeclaration,
): SignatureChange[] {
  const inherits = ownClass.heritageClauses?.some(
    ({ token }) => token === ts.SyntaxKind.ExtendsKeyword,
  );
  const ownMembers = publicMembers(ts, own.file, ownClass);
  const changes: SignatureChange[] = [];
  for (const [memberName, wanted] of publicMembers(ts, given.file, givenClass)) {
    const member = ownMembers.get(memberName);
    const fullName = `${name}.${memberName}`;
    if (member === undefined) {
      if (inherits || optionalHandlers.has(memberName) || memberName === 'constructor') continue;
      const position = startOf(own.file, ownClass.name ?? ownClass);
      const text = ts.isMethodDeclaration(wanted)
        ? signatureText(ts, fullName, { file: given.file, node: wanted })
        : fullName;
      changes.push({
        kind: 'member-missing',
        name: fullName,
        wanted: text,
        file: own.file.path,
        ...position,
      });
    } else if (isMethod(ts, memberName, member) && isMethod(ts, memberName, wanted)) {
      const pair = [
        { file: own.file, node: member },
        { file: given.file, node: wanted },
      ] as const;
      changes.push(...compareCallables(ts, fullName, ...pair));
    }
  }
  return changes;
}

/** A constructor also stands for the fields that its parameters declare: not under its own name. */
function isMethod(
  ts: Ts,
  name: string,
  member: ts.ClassElement,
): member is ts.MethodDeclaration | ts.ConstructorDeclaration {
  if (ts.isConstructorDeclaration(member)) return name === 'constructor';
  return ts.isMethodDeclaration(member);
}

function publicMembers(
  ts: Ts,
  file: ParsedFile,
  classLike: ts.ClassLikeDeclaration,
): Map<string, ts.ClassElement> {
  const hiding = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword];
  const hidden = (node: ts.HasModifiers) =>
    ts.getModifiers(node)?.some(({ kind }) => hiding.some((each) => each === kind)) === true;
  const members = new Map<string, ts.ClassElement>();
  for (const member of classLike.members) {
    if (ts.canHaveModifiers(member) && hidden(member)) continue;
    if (ts.isConstructorDeclaration(member)) {
      members.set('constructor', member);
      for (const parameter of member.parameters) {
        const property = ts.isParameterPropertyDeclaration(parameter, member) && !hidden(parameter);
        if (property) members.set(parameter.name.getText(file.root), member);
      }
    } else if (member.name !== undefined && !ts.isPrivateIdentifier(member.name)) {
      members.set(member.name.getText(file.root), member);
    }
  }
  return members;
}
