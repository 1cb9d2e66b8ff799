import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import { type EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import { receiverBefore } from './complete.ts';
import { Inference } from './infer.ts';
import { infoOf } from './info.ts';
import type { KnownMember, KnownTypes } from './known-types.ts';

/** Says what a name of ours is: under the mouse, and at the cursor with Ctrl or Cmd and I. */
export function explanations(known: KnownTypes): Extension {
  const show = StateEffect.define<Tooltip | null>();
  const shown = StateField.define<Tooltip | null>({
    create: () => null,
    update(tooltip, transaction) {
      for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
      return transaction.docChanged || transaction.selection !== undefined ? null : tooltip;
    },
    provide: (field) => showTooltip.from(field),
  });
  const explain = (view: EditorView): boolean => {
    const tooltip = tooltipAt(view.state, view.state.selection.main.head, known);
    view.dispatch({ effects: show.of(tooltip) });
    return true;
  };
  const hide = (view: EditorView): boolean => {
    if (view.state.field(shown) === null) return false;
    view.dispatch({ effects: show.of(null) });
    return true;
  };
  return [
    hoverTooltip((view, at) => tooltipAt(view.state, at, known)),
    shown,
    keymap.of([
      { key: 'Mod-i', run: explain, preventDefault: true },
      { key: 'Escape', run: hide },
    ]),
  ];
}

function tooltipAt(state: EditorState, at: number, known: KnownTypes): Tooltip | null {
  const word = state.wordAt(at);
  if (word === null) return null;
  const name = state.sliceDoc(word.from, word.to);
  const found = explanationOf(known, state.doc.toString(), word.from, name);
  if (found === undefined) return null;
  const { declaration, doc } = found;
  return {
    pos: word.from,
    end: word.to,
    above: true,
    create: () => {
      const dom = infoOf(declaration, doc);
      dom.setAttribute('role', 'status');
      return { dom };
    },
  };
}

interface Explanation {
  readonly declaration: string;
  readonly doc: string;
}

/** What is known of the name that begins at `at`: a type, a constant, a member, or a variable. */
export function explanationOf(
  known: KnownTypes,
  text: string,
  at: number,
  name: string,
): Explanation | undefined {
  const inference = new Inference(known, text, at);
  const before = /[!?]?\.$/.exec(text.slice(0, at));
  if (before !== null) {
    const type = inference.typeOf(receiverBefore(text.slice(0, before.index)));
    return asMember(type === undefined ? onlyMember(known, name) : inference.memberOf(type, name));
  }
  const named = [...known.types, ...known.values].find((each) => each.name === name);
  if (named !== undefined) return named;
  const isKey = /^\??\s*[:(]/.test(text.slice(at + name.length));
  const member = isKey ? onlyMember(known, name) : undefined;
  if (member !== undefined) return asMember(member);
  const type = inference.typeOf(name);
  return type === undefined
    ? undefined
    : { declaration: `${name}: ${type}`, doc: docOf(known, type) };
}

function asMember(member: KnownMember | undefined): Explanation | undefined {
  return member && { declaration: member.signature, doc: member.doc };
}

/** A member of this name, if all that are called so are the same. */
function onlyMember({ types }: KnownTypes, name: string): KnownMember | undefined {
  const found = types.flatMap(({ members }) => members.filter((member) => member.name === name));
  const [first] = found;
  return found.every(({ signature }) => signature === first?.signature) ? first : undefined;
}

function docOf({ types }: KnownTypes, type: string): string {
  return types.find(({ name }) => type.startsWith(name))?.doc ?? '';
}
