import type { PreparedUse } from '../../../grader/sandbox/uses.ts';
import { refusalMessage } from '../../../grader/sandbox/wording.ts';
import { clerk } from '../machine/clerk-office.ts';
import type { ExercisePackage } from '../machine/contract.ts';
import type { NoRun } from '../player/fork/own-code.ts';
import { loadPackage } from '../workshop/load-package.ts';
import { filesOnDisk, isPractice } from '../workshop/practice.ts';
import { Store, type Texts } from '../workshop/store.ts';
import type { SceneExercise, SceneOffer } from './contract.ts';
import { sceneWording as words } from './wording.ts';

/** All who take part in a scene where the reader's code does, or why it cannot be played. */
export async function ownCast(
  { chapter, own, borrowed }: SceneOffer,
  at: (path: string) => string,
): Promise<readonly PreparedUse[] | NoRun> {
  const written = await Promise.all(
    own.map(async (exercise) => ({ exercise, files: await writtenFor(chapter, exercise) })),
  );
  const missing = written.filter(({ files }) => files === undefined);
  if (missing.length > 0)
    return nothingWritten(
      missing.map(({ exercise }) => exercise),
      at,
    );
  const cast: PreparedUse[] = [];
  const packages = new Map<string, ExercisePackage>();
  for (const { exercise, files = {} } of written) {
    const loaded = await loadPackage(exercise.exercise, at(exercise.package));
    packages.set(exercise.exercise, loaded);
    const { suite, uses, ...given } = loaded;
    const prepared = await clerk.call('prepare', { exercise: given, files });
    if (prepared.kind === 'refused') {
      const [refusal] = prepared.refusals;
      const place = words.place(refusal.file, refusal.line);
      const message = words.refused(exercise.title, place, refusalMessage(refusal));
      return { kind: 'none', message, links: [linkTo(exercise, at)] };
    }
    cast.push({ exercise: exercise.exercise, own: true, solution: prepared.submission });
  }
  for (const { exercise, from } of borrowed) {
    const use = packages.get(from)?.uses.find((each) => each.exercise === exercise);
    if (use === undefined) throw new Error(`${from} does not bring ${exercise} along`);
    cast.push(use);
  }
  return cast;
}

/** What the reader wrote: in this browser or, with `npm run practice`, in files. */
async function writtenFor(
  chapter: string,
  { exercise }: SceneExercise,
): Promise<Texts | undefined> {
  return isPractice() ? filesOnDisk(chapter, exercise) : new Store(chapter, exercise).read();
}

function nothingWritten(exercises: readonly SceneExercise[], at: (path: string) => string): NoRun {
  const said = words.nothingWritten(exercises.map(({ title }) => title));
  const message = location.protocol === 'file:' ? `${said} ${words.fromFile}` : said;
  return { kind: 'none', message, links: exercises.map((exercise) => linkTo(exercise, at)) };
}

/** Where the reader writes. */
export function linkTo(
  { title, workshop }: SceneExercise,
  at: (path: string) => string,
): NoRun['links'][number] {
  return { text: words.workshop(title), href: at(workshop) };
}
