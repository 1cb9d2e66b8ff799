/** A Markdown text and what stands between the `---` at its beginning. */
export interface FrontMatter {
  /** By name, as text without quotes; `undefined` if there is no such block. */
  readonly fields: ReadonlyMap<string, string> | undefined;
  /** What follows the block. */
  readonly body: string;
  /** Lines before the first one of `body`. */
  readonly skippedLines: number;
}

export function splitFrontMatter(markdown: string): FrontMatter {
  const [whole, block] = /^---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)/.exec(markdown) ?? [];
  if (whole === undefined) return { fields: undefined, body: markdown, skippedLines: 0 };
  return {
    fields: new Map((block ?? '').split(/\r?\n/).flatMap(fieldIn)),
    body: markdown.slice(whole.length),
    skippedLines: whole.split('\n').length - 1,
  };
}

function fieldIn(line: string): [string, string][] {
  const [, name, value = ''] = /^([a-z]+):\s*(.*?)\s*$/.exec(line) ?? [];
  return name === undefined ? [] : [[name, value.replace(/^(['"])(.*)\1$/, '$2')]];
}
