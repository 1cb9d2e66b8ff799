import MagicString from 'magic-string';
import { ts } from 'ts-morph';
import type { Dice } from './dice.ts';
import { parse } from './disguise-shape.ts';

/** The solution with some functions not written yet: as many as asked for, or all there are. */
export function leaveOut(
  files: ReadonlyMap<string, string>,
  count: number,
  dice: Dice,
): ReadonlyMap<string, string> {
  const places = [...files].flatMap(([path, text]) =>
    bodiesIn(text).map(({ start, end, name }) => ({ path, start, end, name })),
  );
  const chosen = dice.shuffle(places, 'left out').slice(0, count);
  return new Map(
    [...files].map(([path, text]) => {
      const edited = new MagicString(text);
      for (const place of chosen) {
        if (place.path !== path) continue;
        const message = `TODO: „${place.name}“ fehlt noch.`;
        edited.overwrite(place.start, place.end, `{ throw new Error('${message}'); }`);
      }
      return [path, edited.toString()];
    }),
  );
}

interface Body {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** Bodies of named functions and methods, of those within each other only the inner ones. */
function bodiesIn(text: string): readonly Body[] {
  const source = parse(text);
  const found: Body[] = [];
  const visit = (node: ts.Node): void => {
    const before = found.length;
    ts.forEachChild(node, visit);
    const isFunction = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node);
    if (!isFunction || node.body === undefined || found.length > before) return;
    if (node.name === undefined || !ts.isIdentifier(node.name)) return;
    found.push({ start: node.body.getStart(source), end: node.body.end, name: node.name.text });
  };
  visit(source);
  return found;
}
