import { resolve } from 'node:path';
import { UsageProblem } from '../command-line/problem.ts';
import { type FinishSurroundings, finishRun, similarFileOf, timesOf } from './finish-run.ts';
import type { ForgetInvocation } from './invocation.ts';
import { Journal } from './journal/journal.ts';
import { RunLock } from './journal/run-lock.ts';
import type { RefusedInput, Student } from './model.ts';
import { OutputFolder } from './output-folder.ts';
import { type KeyFile, loadKeyFile, loadRecord } from './run-record.ts';
import { removeFromSimilar } from './similar.ts';
import { stoppingAtDisk } from './stopping-at-disk.ts';
import { gradeWording } from './wording.ts';

/**
 * `grade forget NAME`: removes a person from the key file, the journal and the run's record, and makes
 * the outputs anew without them.
 *
 * @returns the exit code of the outputs.
 * @throws UsageProblem if nobody or several are called so.
 */
export async function runForget(
  { name, out }: ForgetInvocation,
  surroundings: FinishSurroundings,
): Promise<number> {
  const root = resolve(out);
  const record = await loadRecord(root, out);
  const key = await loadKeyFile(root, out);
  const { pseudonym } = onlyOne(name, key);
  return stoppingAtDisk(out, surroundings, async () => {
    const folder = await OutputFolder.open(root, out);
    const lock = await RunLock.take(folder.protocol('lauf.lock'));
    try {
      const journal = await Journal.open(folder.protocol('urteile'));
      await journal.remove(pseudonym);
      await timesOf(folder).remove(pseudonym);
      await removeFromSimilar(similarFileOf(folder), pseudonym);
      const people = record.people.filter((each) => each.pseudonym !== pseudonym);
      const rest = { ...record, people };
      const code = await finishRun(folder, journal, rest, without(pseudonym, key), surroundings);
      surroundings.terminal.print([gradeWording.forgotten(pseudonym)]);
      return code;
    } finally {
      await lock.release();
    }
  });
}

function onlyOne(name: string, { personen, ohneAbgabe, abgelehnt }: KeyFile): Student {
  const wanted = name.normalize('NFC').trim();
  const known = [
    ...personen,
    ...ohneAbgabe,
    ...abgelehnt.flatMap(({ student }) => (student === undefined ? [] : [student])),
  ];
  const found = known.filter(({ pseudonym, name: full, email, identifier }) =>
    [pseudonym, full, email, identifier].some((each) => each?.normalize('NFC') === wanted),
  );
  const pseudonyms = [...new Set(found.map(({ pseudonym }) => pseudonym))];
  const [first] = found;
  if (first === undefined) throw new UsageProblem(gradeWording.noSuchPerson(name));
  if (pseudonyms.length > 1) {
    throw new UsageProblem(gradeWording.severalPersons(name, pseudonyms));
  }
  return first;
}

function without(pseudonym: string, key: KeyFile): KeyFile {
  const others = (students: KeyFile['personen']) =>
    students.filter((each) => each.pseudonym !== pseudonym);
  const gone = [...key.personen, ...key.ohneAbgabe].filter((each) => each.pseudonym === pseudonym);
  return {
    ...key,
    personen: others(key.personen),
    ohneAbgabe: others(key.ohneAbgabe),
    abgelehnt: key.abgelehnt.filter((refused) => !speaksOf(refused, pseudonym, gone)),
  };
}

/** Folders of an export are called after people; such a name goes as well. */
function speaksOf(
  { student, shownAs }: RefusedInput,
  pseudonym: string,
  gone: readonly Student[],
): boolean {
  return student?.pseudonym === pseudonym || gone.some(({ name }) => shownAs.includes(name));
}
