import type { KnownType } from './known-types.ts';

/** A change of a text, as the editor takes it. */
export interface Insertion {
  readonly from: number;
  readonly insert: string;
}

/**
 * What to add so that the name is imported: to the import there is from the same module, or as a new
 * one below the last. `undefined` if it is there already.
 */
export function importOf(
  text: string,
  { name, from }: Pick<KnownType, 'name' | 'from'>,
): Insertion | undefined {
  const imports = [
    ...text.matchAll(/^import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+(['"])(.*?)\2;?/gm),
  ];
  if (imports.some(([, names = '']) => namesIn(names).includes(name))) return undefined;
  const same = imports.find(([, , , module]) => module === from);
  if (same !== undefined) {
    const [, names = ''] = same;
    const before = namesIn(names).at(-1);
    const at = same.index + same[0].indexOf('{') + 1 + names.trimEnd().replace(/,$/, '').length;
    const isList = /\n/.test(names);
    if (before === undefined)
      return { from: same.index + same[0].indexOf('{') + 1, insert: ` ${name} ` };
    return { from: at, insert: isList ? `,\n  ${name}` : `, ${name}` };
  }
  const last = imports.at(-1);
  const line = `import type { ${name} } from '${from}';\n`;
  if (last === undefined) return { from: 0, insert: line };
  const end = text.indexOf('\n', last.index + last[0].length);
  return { from: end < 0 ? text.length : end + 1, insert: end < 0 ? `\n${line}` : line };
}

function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((each) => each.replace(/\btype\s+|\s+as\s+.*$/g, '').trim())
    .filter((each) => each !== '');
}
