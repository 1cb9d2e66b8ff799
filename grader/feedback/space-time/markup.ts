/**
 * The elements of a piece of markup, read tag by tag. Enough of XML for what is written here; for tests.
 *
 * @throws Error where it is not well-formed
 */
export function elementNames(markup: string): string[] {
  const names: string[] = [];
  const open: string[] = [];
  const tag = /<(\/?)([a-z]+)((?: [a-zA-Z0-9-]+="[^"<]*")*)(\/?)>/gy;
  let at = 0;
  while (at < markup.length) {
    if (markup[at] !== '<') {
      if (markup[at] === '>') throw new Error(`stray > at ${at}`);
      at += 1;
      continue;
    }
    tag.lastIndex = at;
    const found = tag.exec(markup);
    if (found === null) throw new Error(`not a tag: ${markup.slice(at, at + 40)}`);
    const [whole, closing, name = '', , empty] = found;
    names.push(name);
    if (closing === '/' && open.pop() !== name) throw new Error(`unexpected </${name}>`);
    if (closing === '' && empty === '') open.push(name);
    at += whole.length;
  }
  if (open.length > 0) throw new Error(`open: ${open.join()}`);
  return names;
}
