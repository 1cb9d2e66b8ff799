import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { typescriptLanguage } from '@codemirror/lang-javascript';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
  LanguageSupport,
} from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState, type Extension, Prec } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { Finding } from '../../../grader/results/result.ts';
import { completionSources } from './complete.ts';
import type { WorkshopData, WorkshopFile } from './data.ts';
import { explanations } from './explain.ts';
import { editorTheme } from './theme.ts';
import { phrases, workshopWording as words } from './wording.ts';

export interface EditorEvents {
  /** The student wrote something. */
  changed(): void;
  /** Another file is shown. */
  opened(name: string): void;
  /** There are other files now. */
  listed(files: readonly WorkshopFile[]): void;
  check(): void;
}

/** Our own change, which nobody typed. */
const isLoading = Annotation.define<boolean>();

/** One editor for all files: each keeps its own state, cursor and history. */
export class Editor {
  private readonly states = new Map<string, EditorState>();
  private readonly view: EditorView;
  /** Of all files. */
  private readonly shared: Extension;
  /** Those of the exercise, then those that the student added. */
  private all: readonly WorkshopFile[];
  private current: string;

  constructor(
    host: HTMLElement,
    private readonly data: WorkshopData,
    private readonly events: EditorEvents,
    /** Nothing can be written: the files lie elsewhere. */
    private readonly isReadOnly: boolean,
  ) {
    this.shared = this.extensions();
    this.all = data.files;
    for (const file of data.files) this.states.set(file.name, this.stateOf(file));
    this.current = data.files[0]?.name ?? '';
    this.view = new EditorView({ parent: host, state: this.required(this.current) });
  }

  /** Name of the file that is shown. */
  get shown(): string {
    return this.current;
  }

  get files(): readonly WorkshopFile[] {
    return this.all;
  }

  open(name: string): void {
    if (name === this.current || !this.states.has(name)) return;
    this.keep();
    this.current = name;
    this.view.setState(this.required(name));
    this.events.opened(name);
  }

  /** Opens a file at a place, counted from 1, and puts the cursor there. */
  reveal(name: string, line: number, column = 1): void {
    this.open(name);
    const { doc } = this.view.state;
    const { from, length } = doc.line(Math.min(Math.max(1, line), doc.lines));
    const at = from + Math.min(Math.max(0, column - 1), length);
    this.view.dispatch({
      selection: { anchor: at },
      effects: EditorView.scrollIntoView(at, { y: 'center' }),
    });
    this.view.focus();
  }

  /** The student's files by name. */
  texts(): Record<string, string> {
    this.keep();
    const own = this.all.filter(({ editable }) => editable);
    return Object.fromEntries(own.map(({ name }) => [name, this.required(name).doc.toString()]));
  }

  /**
   * Puts other texts in the place of these; the editor's own history can take it back too. What is not of
   * the exercise is added, and goes if it is no longer among the texts.
   */
  load(texts: Readonly<Record<string, string>>): void {
    this.keep();
    const { files } = this.data;
    const others = Object.keys(texts).filter((name) => files.every((file) => file.name !== name));
    this.list([...files, ...others.map((name) => ({ name, text: '', editable: true }))]);
    for (const [name, text] of Object.entries(texts)) {
      const state = this.required(name);
      if (state.doc.toString() === text) continue;
      const { state: loaded } = state.update({
        changes: { from: 0, to: state.doc.length, insert: text },
        annotations: isLoading.of(true),
        filter: false,
      });
      this.states.set(name, loaded);
    }
    this.view.setState(this.required(this.current));
  }

  private list(files: readonly WorkshopFile[]): void {
    const before = this.all.map(({ name }) => name).join();
    this.all = files;
    for (const file of files) {
      if (!this.states.has(file.name)) this.states.set(file.name, this.stateOf(file));
    }
    if (files.map(({ name }) => name).join() === before) return;
    for (const name of [...this.states.keys()]) {
      if (files.every((file) => file.name !== name)) this.states.delete(name);
    }
    if (!this.states.has(this.current)) this.current = files[0]?.name ?? '';
    this.events.listed(files);
    this.events.opened(this.current);
  }

  /** Marks what was found at its lines; what was marked before goes. */
  mark(findings: readonly Finding[]): void {
    this.keep();
    for (const [name, state] of this.states) {
      const marks = findings.filter(({ file }) => file === name).flatMap(diagnosticIn(state));
      this.states.set(name, state.update(setDiagnostics(state, marks)).state);
    }
    this.view.setState(this.required(this.current));
  }

  private keep(): void {
    this.states.set(this.current, this.view.state);
  }

  private required(name: string): EditorState {
    const state = this.states.get(name);
    if (state === undefined) throw new Error(`the editor has no ${name}`);
    return state;
  }

  private stateOf(file: WorkshopFile): EditorState {
    const extensions = [this.shared, ownOf(file, this.isReadOnly || !file.editable)];
    return EditorState.create({ doc: file.text, extensions });
  }

  private extensions(): Extension {
    const { known } = this.data;
    const check = (): boolean => {
      this.events.check();
      return true;
    };
    return [
      Prec.highest(keymap.of([{ key: 'Mod-Enter', run: check }])),
      EditorState.phrases.of(phrases),
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightSpecialChars(),
      history(),
      foldGutter(),
      drawSelection(),
      indentOnInput(),
      indentUnit.of('  '),
      bracketMatching(),
      closeBrackets(),
      autocompletion({ override: [...completionSources(known)] }),
      explanations(known),
      highlightActiveLine(),
      highlightSelectionMatches(),
      search({ top: false }),
      lintGutter(),
      new LanguageSupport(typescriptLanguage),
      editorTheme,
      keymap.of([
        ...closeBracketsKeymap,
        ...defaultKeymap.filter(({ key }) => key !== 'Mod-i'),
        ...searchKeymap,
        ...historyKeymap,
        ...foldKeymap,
        ...completionKeymap,
        indentWithTab,
      ]),
      EditorView.updateListener.of((update) => {
        const isTyped = update.transactions.some((each) => each.annotation(isLoading) !== true);
        if (update.docChanged && isTyped) this.events.changed();
      }),
    ];
  }
}

function ownOf({ name, editable }: WorkshopFile, isReadOnly: boolean): Extension {
  return [
    EditorState.readOnly.of(isReadOnly),
    EditorView.contentAttributes.of({
      'aria-label': editable ? words.source(name) : words.sourceGiven(name),
      lang: 'en',
      tabindex: '0',
      translate: 'no',
      ...(isReadOnly ? { 'aria-readonly': 'true' } : {}),
    }),
  ];
}

function diagnosticIn(state: EditorState) {
  return ({ line, column, message, severity }: Finding): Diagnostic[] => {
    if (line === undefined || line > state.doc.lines) return [];
    const { from, to, text } = state.doc.line(line);
    const indentation = /^\s*/.exec(text)?.[0].length ?? 0;
    const start = Math.min(to, from + (column === undefined ? indentation : column - 1));
    const kind = severity === 'fehler' ? 'error' : severity === 'warnung' ? 'warning' : 'info';
    return [{ from: start, to, severity: kind, message }];
  };
}
