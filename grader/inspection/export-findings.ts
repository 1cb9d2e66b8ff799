import type { ExerciseManifest } from '../catalogue/manifest.ts';
import type { Finding } from '../results/result.ts';
import { type Exported, findExport } from './exports.ts';
import type { Ts } from './parser.ts';
import { type SignatureChange, signatureChanges } from './signatures.ts';
import type { ParsedFile } from './syntax.ts';
import { exportWording } from './wording.ts';

export interface ExportRequest {
  readonly manifest: Pick<ExerciseManifest, 'files' | 'exports'>;
  readonly own: ReadonlyMap<string, ParsedFile>;
  /** The skeleton's files; `undefined` if none is left to compare with. */
  readonly given: ReadonlyMap<string, ParsedFile> | undefined;
}

/** Whether the entry module still exports what the suite will use, in the form it will use it. */
export function exportFindings(ts: Ts, { manifest, own, given }: ExportRequest): Finding[] {
  const [entry = ''] = manifest.files;
  return Object.entries(manifest.exports).flatMap(([name, kind]) => {
    const found = findExport({ ts, files: own }, entry, name);
    const wanted = given === undefined ? undefined : findExport({ ts, files: given }, entry, name);
    if (found === undefined) return [missingExport(entry, name, kind, wanted)];
    if (found.kind !== 'unknown' && found.kind !== kind) {
      return [wrongKind(found, found.kind, name, kind)];
    }
    if (wanted === undefined) return [];
    return signatureChanges(ts, name, found, wanted).map(changeFinding);
  });
}

type Kind = ExerciseManifest['exports'][string];

function missingExport(
  file: string,
  name: string,
  kind: Kind,
  wanted: Exported | undefined,
): Finding {
  const message = exportWording.missing(name, kind, headOf(wanted));
  return { rule: 'export-missing', severity: 'fehler', message, file, line: 1, column: 1 };
}

/** `function createRaft(context: Context<Message>): Process<Message>`, on one line. */
function headOf(wanted: Exported | undefined): string | undefined {
  if (wanted?.callable === undefined) return undefined;
  const { body } = wanted.callable as { readonly body?: { readonly pos: number } };
  const start = wanted.callable.getStart(wanted.file.root);
  const text = wanted.file.text.slice(start, body?.pos ?? wanted.callable.end);
  return text
    .replace(/^export\s+/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function wrongKind(found: Exported, foundKind: Kind, name: string, kind: Kind): Finding {
  const { line, character } = found.file.root.getLineAndCharacterOfPosition(
    found.node.getStart(found.file.root),
  );
  return {
    rule: 'export-of-wrong-kind',
    severity: 'fehler',
    message: exportWording.wrongKind(name, kind, foundKind),
    file: found.file.path,
    line: line + 1,
    column: character + 1,
  };
}

function changeFinding({ kind, name, wanted, ...place }: SignatureChange): Finding {
  switch (kind) {
    case 'uncallable': {
      const message = exportWording.uncallable(name, wanted);
      return { rule: 'signature-changed', severity: 'fehler', message, ...place };
    }
    case 'types': {
      const message = exportWording.types(name, wanted);
      return { rule: 'signature-changed', severity: 'warnung', message, ...place };
    }
    case 'fewer': {
      const message = exportWording.fewer(name, wanted);
      return { rule: 'signature-changed', severity: 'hinweis', message, ...place };
    }
    case 'member-missing': {
      const message = exportWording.memberMissing(name, wanted);
      return { rule: 'member-missing', severity: 'warnung', message, ...place };
    }
  }
}
