import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  insertCompletionText,
  pickedCompletion,
} from '@codemirror/autocomplete';
import { localCompletionSource, scopeCompletionSource } from '@codemirror/lang-javascript';
import { syntaxTree } from '@codemirror/language';
import type { EditorView } from '@codemirror/view';
import { importOf } from './imports.ts';
import { Inference, literalsIn, standardKind } from './infer.ts';
import { infoOf, valueInfo } from './info.ts';
import type { KnownMember, KnownType, KnownTypes } from './known-types.ts';
import { keywords, standardMembers, standardNames } from './standard-names.ts';

const identifier = /[\w$]*$/;

/** All that is proposed while one writes: our types first, then what the language has. */
export function completionSources(known: KnownTypes): readonly CompletionSource[] {
  return [
    (context) => memberCompletions(context, known),
    (context) => wordCompletions(context, known),
    (context) => nameCompletions(context, known),
    (context) => (isAfterDot(context) || isInText(context) ? null : localCompletionSource(context)),
    standardCompletions,
  ];
}

/** JavaScript's own names and, after such a name and a dot, what it has. */
function standardCompletions(context: CompletionContext): ReturnType<CompletionSource> {
  if (isInText(context)) return null;
  const dot = context.matchBefore(/\.[\w$]*$/);
  const receiver = dot && receiverBefore(context.state.doc.sliceString(0, dot.from));
  if (receiver !== null && !(receiver in standardNames)) return null;
  return scopeCompletionSource(standardNames)(context);
}

/** After a dot: what the value before it has, or what any of our types has under such a name. */
function memberCompletions(context: CompletionContext, known: KnownTypes): CompletionResult | null {
  const dot = context.matchBefore(/[!?]?\.[\w$]*$/);
  if (dot === null || isInText(context)) return null;
  const receiver = receiverBefore(context.state.doc.sliceString(0, dot.from));
  if (receiver === '') return null;
  const from = dot.from + dot.text.lastIndexOf('.') + 1;
  const inference = new Inference(known, context.state.doc.toString(), dot.from);
  const type = inference.typeOf(receiver);
  // The standard's objects are proposed by themselves.
  if (type === undefined && receiver in standardNames) return null;
  const members = type === undefined ? allMembers(known) : inference.members(type);
  const kind = type === undefined ? undefined : standardKind(type);
  const options = [
    ...members.map((member) => memberOption(member)),
    ...standardMembers(kind ?? '').map(
      ({ name, isCall }): Completion => ({ label: name, type: isCall ? 'method' : 'property' }),
    ),
  ];
  return options.length === 0 ? null : { from, options, validFor: identifier };
}

function memberOption(member: KnownMember): Completion {
  const isCall = member.parameters !== undefined;
  return {
    label: member.name,
    type: isCall ? 'method' : 'property',
    detail: shortened(member.signature.slice(member.name.length)),
    info: () => infoOf(member.signature, member.doc),
  };
}

function allMembers({ types }: KnownTypes): KnownMember[] {
  const found = new Map<string, KnownMember>();
  for (const member of types.flatMap(({ members }) => members)) {
    if (!found.has(member.name)) found.set(member.name, member);
  }
  return [...found.values()];
}

/** Between quotes: the words that a member of this name may be, as in `type: 'request'`. */
function wordCompletions(context: CompletionContext, known: KnownTypes): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const [, expression = '', started = ''] =
    /([\w$.!?[\]()]+)\s*(?::|[!=]==?)\s*['"]([\w-]*)$/.exec(before) ?? [];
  const isCase = /\bcase\s+['"][\w-]*$/.test(before);
  const name = isCase ? '' : (/[\w$]+$/.exec(expression)?.[0] ?? '');
  if (name === '' && !isCase) return null;
  const all = allWords(known, (member) => (isCase ? isTag(member) : member.name === name));
  const inference = new Inference(known, context.state.doc.toString(), context.pos);
  const own = expression.includes('.') ? literalsIn(inference.typeOf(expression) ?? '') : [];
  const words = own.length > 0 ? own : all;
  if (words.length === 0) return null;
  const typed = isCase ? (/[\w-]*$/.exec(before)?.[0] ?? '') : started;
  return {
    from: context.pos - typed.length,
    options: words.map((label): Completion => ({ label, type: 'constant' })),
    validFor: /^[\w-]*$/,
  };
}

function isTag({ name }: KnownMember): boolean {
  return name === 'type' || name === 'kind';
}

function allWords(
  { types }: KnownTypes,
  isMeant: (member: KnownMember) => boolean,
): readonly string[] {
  const members = types.flatMap((type) => type.members).filter(isMeant);
  return [...new Set(members.flatMap(({ type }) => literalsIn(type)))];
}

/** Our types and constants, with the import they need, and the words of the language. */
function nameCompletions(context: CompletionContext, known: KnownTypes): CompletionResult | null {
  const word = context.matchBefore(/[A-Za-z_$][\w$]*$/);
  if ((word === null && !context.explicit) || isAfterDot(context) || isInText(context)) return null;
  return {
    from: word?.from ?? context.pos,
    options: [
      ...known.types.map(
        (type): Completion => ({
          label: type.name,
          type: 'type',
          detail: type.from,
          boost: 1,
          info: () => infoOf(type.declaration, type.doc),
          apply: withImport(type),
        }),
      ),
      ...known.values.map(
        (value): Completion => ({
          label: value.name,
          type: 'constant',
          detail: value.from,
          info: () => valueInfo(value),
          apply: withImport(value),
        }),
      ),
      ...keywords.map((label): Completion => ({ label, type: 'keyword', boost: -1 })),
    ],
    validFor: identifier,
  };
}

/** Writes the name and, where it is missing, its import. */
function withImport(known: Pick<KnownType, 'name' | 'from'>) {
  return (view: EditorView, completion: Completion, from: number, to: number): void => {
    const change = importOf(view.state.doc.toString(), known);
    const written = insertCompletionText(view.state, known.name, from, to);
    view.dispatch(written, { annotations: pickedCompletion.of(completion) });
    if (change !== undefined && !isInImports(view.state.doc.sliceString(0, from))) {
      view.dispatch({ changes: change });
    }
  };
}

function isInImports(before: string): boolean {
  const statement = before.lastIndexOf('import');
  return statement >= 0 && !before.slice(statement).includes(';');
}

/** The expression that ends here: `this.context.storage`, `clock.tick()`. */
export function receiverBefore(text: string): string {
  const line = text.slice(text.lastIndexOf('\n') + 1);
  const [chain = ''] =
    /(?:[A-Za-z_$][\w$]*)(?:[!?]?\.[\w$]+|\((?:[^()]|\([^()]*\))*\)|\[[^[\]]*\])*[!?]?$/.exec(
      line,
    ) ?? [];
  return chain;
}

function isAfterDot(context: CompletionContext): boolean {
  return context.matchBefore(/\.[\w$]*$/) !== null;
}

function isInText(context: CompletionContext): boolean {
  const { name } = syntaxTree(context.state).resolveInner(context.pos, -1);
  return /^(?:String|TemplateString|LineComment|BlockComment|RegExp)$/.test(name);
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 48 ? `${line.slice(0, 47)}…` : line;
}
