import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** All colours are variables of the page: light and dark are the page's choice, not the editor's. */
const frame = EditorView.theme({
  '&': { backgroundColor: 'var(--ground)', color: 'var(--text)', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace',
    lineHeight: '1.5',
  },
  '.cm-content': { caretColor: 'var(--text)', padding: '.5rem 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--text)', borderLeftWidth: '2px' },
  '.cm-gutters': {
    backgroundColor: 'var(--raised)',
    color: 'var(--muted)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--raised) 60%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--surface)', color: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection':
    { backgroundColor: 'var(--code-selection)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--mark)' },
  '.cm-searchMatch': { backgroundColor: 'var(--mark)', outline: '1px solid var(--border)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--code-selection)' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--surface)',
    outline: '1px solid var(--border)',
  },
  '&.cm-focused .cm-nonmatchingBracket': { outline: '1px solid var(--bad)', background: 'none' },
  '.cm-foldPlaceholder': {
    background: 'var(--raised)',
    border: '1px solid var(--border)',
    color: 'var(--text)',
  },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--text)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '.5rem 2rem .5rem .6rem', fontSize: '.9rem' },
  '.cm-panel.cm-search label': { fontSize: '.85rem', display: 'inline-flex', gap: '.3rem' },
  '.cm-textfield, .cm-button': {
    background: 'var(--ground)',
    backgroundImage: 'none',
    color: 'var(--text)',
    border: '1px solid var(--border)',
    borderRadius: '.3rem',
    fontSize: '.9rem',
    minHeight: '2rem',
  },
  '.cm-panel.cm-search [name=close]': {
    color: 'var(--text)',
    fontSize: '1.2rem',
    minHeight: '2rem',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--ground)',
    color: 'var(--text)',
    border: '1px solid var(--border)',
    borderRadius: '.35rem',
    boxShadow: '0 .4rem 1.2rem rgb(0 0 0 / .25)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '16rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '.15rem .5rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--ground)',
  },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: '.8', marginLeft: '.8em' },
  '.cm-tooltip.cm-completionInfo': { maxWidth: '26rem', padding: '0' },
  '.cm-explained': {
    padding: '.4rem .7rem',
    maxWidth: '34rem',
    maxHeight: '18rem',
    overflowY: 'auto',
  },
  '.cm-explained pre': {
    margin: '.2rem 0',
    padding: '0',
    border: '0',
    background: 'none',
    whiteSpace: 'pre-wrap',
    fontSize: '.85rem',
  },
  '.cm-explained p': { margin: '.3rem 0', fontSize: '.9rem' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-diagnostic-warning, .cm-diagnostic-info': { borderLeftColor: 'var(--accent)' },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--code-number)' },
  { tag: [tags.typeName, tags.className, tags.namespace], color: 'var(--code-type)' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: 'var(--code-function)',
  },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
  { tag: tags.invalid, color: 'var(--bad)' },
]);

export const editorTheme: Extension = [frame, syntaxHighlighting(colours)];
