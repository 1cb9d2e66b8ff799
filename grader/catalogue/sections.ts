import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from './layout.ts';

/** Where to read on, as a report shows it. */
export interface Reading {
  /** Relative to the top folder, with forward slashes: `chapters/kapitel8/08-raft.md`. */
  readonly file: string;
  readonly anchor: string | undefined;
  /** Heading of the section, or `undefined` if the file or the anchor is missing. */
  readonly title: string | undefined;
}

/** Resolves `08-raft.md#wahl` for a chapter. Missing files are not an error: the rest still helps. */
export async function findReading(
  layout: Layout,
  chapter: string,
  reference: string,
): Promise<Reading> {
  const [file = '', anchor] = reference.split('#');
  const text = await readFile(join(layout.chapters, chapter, file), 'utf8').catch(() => '');
  return { file: `chapters/${chapter}/${file}`, anchor, title: sectionTitle(text, anchor) };
}

/**
 * The heading an anchor points to: `## Wahl {#wahl}`, an `<a id="wahl">` on the line of the heading
 * or just before it, or the slug GitHub makes of the heading. Without an anchor, the first heading.
 */
export function sectionTitle(markdown: string, anchor: string | undefined): string | undefined {
  const lines = markdown.split(/\r?\n/);
  let named: string | undefined;
  for (const line of lines) {
    const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
    named = /<a\s+(?:id|name)="([^"]+)"/.exec(line)?.[1] ?? named;
    if (heading !== undefined) {
      const title = plainHeading(heading);
      const explicit = /\{#([^}]+)\}\s*$/.exec(heading)?.[1];
      if (anchor === undefined || [explicit, named, slug(title)].includes(anchor)) return title;
    }
    // A name belongs to the heading that follows it at once.
    if (heading !== undefined || (line.trim() !== '' && !line.includes('<a '))) named = undefined;
  }
  return undefined;
}

function plainHeading(heading: string): string {
  return heading
    .replace(/\{#[^}]+\}\s*$/, '')
    .replace(/<[^>]*>/g, '')
    .replace(/[`*]/g, '')
    .replace(/\s+#+\s*$/, '')
    .trim();
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
