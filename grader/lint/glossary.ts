import type { Violation } from './dependencies.ts';
import { linksIn } from './markdown.ts';

export const glossaryFile = 'chapters/glossar.md';

/** A line of the glossary: `| Begriff | Englisch | Bedeutung | Kapitel |`. */
export interface Entry {
  readonly line: number;
  readonly term: string;
  readonly english: string;
  readonly meaning: string;
  /** Links into the chapters, as Markdown. */
  readonly chapters: string;
  /** Heading the entry stands under: its first letter. */
  readonly letter: string;
}

/** A concept an exercise practises, and where its manifest says so. */
export interface Concept {
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

const columns = ['Begriff', 'Englisch', 'Bedeutung', 'Kapitel'];
const german = new Intl.Collator('de');

/** All entries in their order, whatever their number of cells: missing ones are empty. */
export function glossaryEntries(markdown: string): Entry[] {
  let letter = '';
  return markdown.split(/\r?\n/).flatMap((text, index) => {
    letter = /^##\s+(.*?)\s*$/.exec(text)?.[1] ?? letter;
    if (!text.startsWith('|')) return [];
    const cells = text
      .slice(1)
      .replace(/\|\s*$/, '')
      .split('|');
    const [term = '', english = '', meaning = '', ...rest] = cells.map((cell) => cell.trim());
    if (term === columns[0] || /^[-: ]+$/.test(term)) return [];
    return [{ line: index + 1, term, english, meaning, chapters: rest.join('|'), letter }];
  });
}

/** Entries that are incomplete, unsorted, double or point to something that is no chapter. */
export function glossaryProblems(markdown: string): Violation[] {
  const entries = glossaryEntries(markdown);
  return entries.flatMap((entry, index) => {
    const messages = [...cellProblems(entry), ...linkProblems(entry)];
    const before = entries[index - 1];
    const order = before === undefined ? -1 : german.compare(before.term, entry.term);
    if (before !== undefined && order > 0) {
      const next = entries.find(({ term }) => german.compare(term, entry.term) > 0);
      messages.push(
        `„${entry.term}“ steht nicht an seinem Platz im Alphabet. Verschieben Sie die Zeile vor „${next?.term}“.`,
      );
    }
    if (before !== undefined && order === 0) {
      messages.push(`„${entry.term}“ steht zweimal da. Führen Sie beide Zeilen zusammen.`);
    }
    return messages.map((message) => ({ file: glossaryFile, line: entry.line, message }));
  });
}

function cellProblems(entry: Entry): string[] {
  const { term, english, meaning, chapters, letter } = entry;
  const empty = [term, english, meaning, chapters].indexOf('');
  if (empty >= 0) {
    return [`In der Zeile „${term}“ fehlt die Spalte „${columns[empty]}“. Füllen Sie sie aus.`];
  }
  const messages: string[] = [];
  const first = term.normalize('NFD').charAt(0).toUpperCase();
  if (first !== letter) {
    messages.push(`„${term}“ steht unter „${letter}“. Er gehört unter die Überschrift „${first}“.`);
  }
  if (!/^[^.!?].*[^.!?]\.$/.test(meaning)) {
    messages.push(`Die Bedeutung von „${term}“ ist kein Satz: Am Ende fehlt der Punkt.`);
  }
  return messages;
}

/** Where links lead is checked like any other link; here, that they name the right chapter. */
function linkProblems({ term, chapters }: Entry): string[] {
  if (chapters === '') return [];
  if (linksIn(chapters).length === 0) {
    return [
      `„${term}“ verweist auf kein Kapitel. Schreiben Sie etwa [8.7](kapitel8/07-lamport.md).`,
    ];
  }
  return [...chapters.matchAll(/\[([^\]]*)\]\(([^)]*)\)/g)].flatMap(([, label, target = '']) => {
    const number = numberOf(`chapters/${target.split('#')[0]}`);
    if (number === undefined) {
      return [
        `„${term}“ verweist auf ${target}, das ist kein Kapitel. Nennen Sie eine Kapiteldatei.`,
      ];
    }
    return number === label
      ? []
      : [`Der Verweis [${label}] bei „${term}“ führt zu ${number}. Schreiben Sie [${number}].`];
  });
}

/** Number of the chapter in a file: `8.7` for `chapters/kapitel8/07-lamport.md`. */
export function numberOf(file: string): string | undefined {
  const [, chapter, part] = /^chapters\/kapitel(\d+)\/(\d+)-[^/]+\.md$/.exec(file) ?? [];
  return chapter === undefined ? undefined : `${Number(chapter)}.${Number(part)}`;
}

/** Concepts of exercises that the glossary does not explain. */
export function missingConcepts(markdown: string, concepts: readonly Concept[]): Violation[] {
  const terms = new Set(glossaryEntries(markdown).map(({ term }) => term));
  return concepts
    .filter(({ name }) => !terms.has(name))
    .map(({ file, line, name }) => ({
      file,
      line,
      message: `„${name}“ steht nicht im Glossar. Ergänzen Sie den Begriff in ${glossaryFile} oder schreiben Sie ihn wie dort.`,
    }));
}
