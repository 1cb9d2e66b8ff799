import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix, sep } from 'node:path';
import { ts } from 'ts-morph';

/** A line that breaks the direction of dependencies or the purity of a room. */
export interface Violation {
  /** Relative to the repository, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/**
 * What each room of `grader/` may import besides itself. Data flows one way: whatever a room is not
 * given here, it must not know (docs/architektur.md).
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  simulator: [],
  checkers: ['simulator'],
  suites: ['checkers', 'simulator'],
  catalogue: [],
  // The standing remembers questions as well.
  results: ['suites', 'simulator', 'catalogue', 'quiz'],
  feedback: ['results', 'suites', 'checkers', 'simulator', 'quiz'],
  // Asking, judging and repeating questions; of the catalogue only `closest`.
  quiz: ['simulator', 'catalogue'],
  sandbox: ['results', 'suites', 'simulator', 'catalogue'],
  // Another way to start the sandbox's child.
  jail: ['sandbox'],
  inspection: ['results', 'catalogue'],
  // Terminal, exit codes and German messages for all commands.
  'command-line': ['catalogue', 'feedback'],
  // What `check` and `grade` share: one exercise of one submission, from its files to its points, what a
  // quiz brings to a chapter, and the program of the trace player for their pages.
  judging: ['command-line', 'results', 'feedback', 'sandbox', 'inspection', 'catalogue', 'quiz'],
  check: [
    'judging',
    'quiz',
    'command-line',
    'results',
    'feedback',
    'sandbox',
    'inspection',
    'catalogue',
    'suites',
    'simulator',
  ],
  // Shows in the book's pages what `check --watch` shows in the terminal.
  practice: ['check', 'judging', 'command-line', 'results', 'feedback', 'sandbox', 'catalogue'],
  // What a command makes of the verdicts is its own; its rooms below are listed as one. Diagnosis and
  // the made-up class of the demonstration know the solutions that verify has.
  grade: [
    'verify',
    'judging',
    // Whether and how answers handed in count.
    'quiz',
    'command-line',
    'jail',
    'results',
    'feedback',
    'sandbox',
    'inspection',
    'catalogue',
    'suites',
    'simulator',
  ],
  handout: ['catalogue', 'command-line', 'judging', 'sandbox', 'suites'],
  verify: ['sandbox', 'catalogue', 'suites', 'simulator', 'results'],
  // Mistakes to compare with are mutants, which verify knows.
  scenes: ['verify', 'feedback', 'sandbox', 'catalogue', 'suites', 'simulator'],
  bench: [
    'grade',
    'judging',
    'feedback',
    'jail',
    'sandbox',
    'catalogue',
    'checkers',
    'suites',
    'simulator',
    'verify',
    'check',
    'inspection',
    'results',
  ],
  // Compares reference solutions with the real thing: processes, sockets and real time.
  compare: [],
  lint: ['catalogue', 'quiz'],
  test: ['catalogue'],
};

/** Rooms that are there for single exercises; the rest of the grader knows none. */
const knowsExercises: ReadonlySet<string> = new Set(['suites', 'compare']);

/** Rooms whose files also run in a browser: no Node, no clock, no chance. */
const pureRooms: ReadonlySet<string> = new Set([
  'simulator',
  'checkers',
  'suites',
  'results',
  'feedback',
  'quiz',
]);
const purePackages: ReadonlySet<string> = new Set([
  'fast-check',
  'zod',
  'handlebars',
  'marked',
  'yaml',
  'ts-fsrs',
]);

/** Names that would tie a pure room to a machine, a clock or chance. */
const impureNames: ReadonlySet<string> = new Set([
  'process',
  'Buffer',
  'require',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
  'console',
  'window',
  'document',
]);
const impureMembers: ReadonlySet<string> = new Set(['Date.now', 'Math.random']);

/** All violations below `root`, by file and line. Tests may import and use what they like. */
export async function findViolations(root: string): Promise<Violation[]> {
  const names = await readdir(join(root, 'grader'), { recursive: true });
  const files = names
    .map((name) => `grader/${name.split(sep).join('/')}`)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => !file.startsWith('grader/sandbox/hostile/'))
    .sort();
  const found = await Promise.all(
    files.map(async (file) => violationsIn(file, await readFile(join(root, file), 'utf8'))),
  );
  return found.flat();
}

/** The violations of one file, given its path relative to the repository. */
export function violationsIn(file: string, text: string): Violation[] {
  const room = roomOf(file);
  if (room === undefined) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const declared = declaredNames(source);
  const found: Violation[] = [];
  const add = (node: ts.Node, message: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push({ file, line: line + 1, message });
  };
  const visit = (node: ts.Node): void => {
    const specifier = importedName(node);
    if (specifier !== undefined) {
      const message = judgeImport(file, room, specifier, isTypeOnly(node));
      if (message !== undefined) add(node, message);
    } else if (pureRooms.has(room)) {
      const name = impureUse(node, declared);
      if (name !== undefined) add(node, `${room} is pure, but uses ${name}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function judgeImport(
  file: string,
  room: string,
  specifier: string,
  isTypeImport: boolean,
): string | undefined {
  const target = posix.join(dirname(file), specifier);
  // `#kapitel8/config-store` is that exercise's contract, see package.json.
  if (target.startsWith('exercises/') || /^#[a-z0-9-]+\//.test(specifier)) {
    // Suites judge against the exercise's contract: its types and constants.
    return knowsExercises.has(room)
      ? undefined
      : `${room} must not know single exercises: ${specifier}`;
  }
  if (!specifier.startsWith('.')) {
    if (!pureRooms.has(room) || purePackages.has(specifier)) return undefined;
    return `${room} is pure, but imports ${specifier}`;
  }
  const other = roomOf(target);
  if (other === undefined) {
    // What is compared with the real thing is the reference.
    if (room === 'compare' && target.startsWith('solutions/')) return undefined;
    return `${room} must not import ${target}`;
  }
  if (other === room || mayImport[room]?.includes(other) === true) return undefined;
  return `${room} must not import ${other}${isTypeImport ? ', not even its types' : ''}`;
}

function roomOf(file: string): string | undefined {
  const [top, room, rest] = file.split('/');
  return top === 'grader' && rest !== undefined ? room : undefined;
}

function importedName(node: ts.Node): string | undefined {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
    return ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : undefined;
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return ts.isStringLiteral(node.argument.literal) ? node.argument.literal.text : undefined;
  }
  return undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  return ts.isImportDeclaration(node) && node.importClause?.isTypeOnly === true;
}

function impureUse(node: ts.Node, declared: ReadonlySet<string>): string | undefined {
  if (!ts.isIdentifier(node) || declared.has(node.text)) return undefined;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) {
    if (parent.expression !== node) return undefined;
    const member = `${node.text}.${parent.name.text}`;
    return impureMembers.has(member) || impureNames.has(node.text) ? member : undefined;
  }
  // Only a use of the name as a value counts: not a field or a method so called.
  const isNameOfMember =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent);
  if (isNameOfMember && parent.name === node) return undefined;
  return impureNames.has(node.text) ? node.text : undefined;
}

/** Names that the file itself gives to variables and parameters: `(process: Process) => …`. */
function declaredNames(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const isDeclaration =
      ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node);
    if (isDeclaration && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

/** Where a violation is, as editors like it. */
export function describeViolation({ file, line, message }: Violation): string {
  return `${file}:${line}: ${message}`;
}
