import type { Exercise } from '../../catalogue/catalogue.ts';
import { attacks } from './attacks.ts';
import { Dice } from './dice.ts';
import { disguise } from './disguise.ts';
import { kindsOf, type MemberKind, type Shares } from './kinds.ts';
import { type MadeUpPerson, personAt } from './people.ts';
import { leaveOut } from './unfinished.ts';
import { vary } from './vary.ts';

/** A way an exercise is solved or not: what a class is made of. `verify` has them. */
export interface Solution {
  readonly kind: 'skeleton' | 'reference' | 'alternative' | 'mutant' | 'transplant';
  readonly id: string;
  /** By path in the exercise's folder, the contract's files among them. */
  readonly files: ReadonlyMap<string, string>;
}

export interface ClassRequest {
  readonly size: number;
  readonly shares: Shares;
  /** The same seed makes the same class. */
  readonly seed: string;
  /** Everybody writes in their own way: only copies share code. Otherwise solutions are as they stand. */
  readonly isVaried?: boolean;
  /** What the class was asked to solve, with the solutions there are. */
  readonly exercises: readonly {
    readonly exercise: Exercise;
    readonly solutions: readonly Solution[];
  }[];
}

export interface MadeAttempt {
  /** By path: `raft/raft.ts`. */
  readonly files: ReadonlyMap<string, string>;
  /** How each exercise was made: `mutant vote-not-recorded`. */
  readonly made: ReadonlyMap<string, string>;
}

export interface ClassMember extends MadeUpPerson {
  readonly index: number;
  readonly kind: MemberKind;
  /** Oldest first. */
  readonly attempts: readonly [MadeAttempt, ...MadeAttempt[]];
  /** Whose work it is. */
  readonly copiedFrom?: number;
}

type Task = ClassRequest['exercises'][number];

/** A class that is made up, always in the same way; members are made one by one when asked for. */
export class MadeUpClass {
  private readonly kinds: readonly MemberKind[];
  private readonly dice: Dice;

  constructor(private readonly request: ClassRequest) {
    this.dice = new Dice(request.seed);
    this.kinds = kindsOf(request.size, request.shares, this.dice);
  }

  *members(): Generator<ClassMember> {
    for (const index of this.kinds.keys()) yield this.memberAt(index);
  }

  memberAt(index: number): ClassMember {
    const kind = this.kinds[index];
    if (kind === undefined) throw new RangeError(`no member ${index}`);
    const source = kind === 'copied' || kind === 'disguised' ? this.sourceFor(index) : undefined;
    const attempts =
      source === undefined ? this.attemptsOf(index, kind) : [this.copy(index, source)];
    return {
      ...personAt(index),
      index,
      kind,
      attempts: attempts as [MadeAttempt, ...MadeAttempt[]],
      ...(source === undefined ? {} : { copiedFrom: source }),
    };
  }

  private attemptsOf(index: number, kind: MemberKind): MadeAttempt[] {
    const dice = this.dice.for(`member ${index}`);
    const { exercises } = this.request;
    const all = (choose: (task: Task, dice: Dice) => MadeExercise | undefined): MadeAttempt =>
      handIn(
        exercises.map((task) => {
          const own = dice.for(task.exercise.manifest.id);
          const made = choose(task, own);
          return [task, made && this.inOwnWords(task, made, own)];
        }),
      );
    // One mistake at least, or the member would be of another kind.
    const sure = exercises[dice.below(exercises.length, 'sure')];
    const mistaken = (task: Task, own: Dice) => withMistakes(task, own, task === sure);
    switch (kind) {
      case 'reference':
      case 'bomb':
        return [all((task) => solved(task, 'reference', dice))];
      case 'alternative':
      case 'untidy':
        return [all((task, own) => solved(task, 'alternative', own))];
      case 'mutant':
      case 'late':
        return [all(mistaken)];
      case 'half-finished':
        return [all((task, own) => halfFinished(task, own))];
      case 'missing-exercise': {
        const missing = dice.below(exercises.length, 'missing');
        return [
          all((task, own) => (task === exercises[missing] ? undefined : mistaken(task, own))),
        ];
      }
      case 'two-attempts':
        return [all(mistaken), all((task, own) => solved(task, 'alternative', own))];
      case 'hostile': {
        const target = exercises[dice.below(exercises.length, 'target')];
        // One after the other, so that a class of many has every attack.
        const nth = this.kinds.slice(0, index).filter((other) => other === 'hostile').length;
        return [
          all((task, own) => {
            const made = solved(task, 'reference', own);
            return task === target ? attacked(task, made, nth) : made;
          }),
        ];
      }
      default:
        throw new Error(`a copy has no work of its own: ${kind}`);
    }
  }

  private inOwnWords({ exercise }: Task, made: MadeExercise, dice: Dice): MadeExercise {
    if (this.request.isVaried !== true || made.made === 'skeleton') return made;
    const { contract } = exercise.manifest;
    const own = new Map([...made.files].filter(([path]) => !contract.includes(path)));
    return { ...made, files: new Map([...made.files, ...vary(own, dice.for('own words'))]) };
  }

  /** Somebody whose own work is worth copying. */
  private sourceFor(index: number): number {
    const worth: readonly MemberKind[] = ['alternative', 'reference', 'mutant', 'untidy'];
    const able = [...this.kinds.keys()].filter((other) =>
      worth.includes(this.kinds[other] ?? 'bomb'),
    );
    const chosen = able[this.dice.below(Math.max(1, able.length), `source of ${index}`)];
    if (chosen === undefined) throw new RangeError('a class of copies has nothing to copy');
    return chosen;
  }

  private copy(index: number, source: number): MadeAttempt {
    const { attempts } = this.memberAt(source);
    const [{ files, made }] = attempts;
    if (this.kinds[index] === 'copied') return { files, made };
    const copies = this.request.exercises.map(({ exercise }): [string, string][] => {
      const { id, contract, exports } = exercise.manifest;
      const own = new Map(
        [...files]
          .filter(([path]) => path.startsWith(`${id}/`))
          .map(([path, text]) => [path.slice(id.length + 1), text]),
      );
      const disguised = disguise({
        files: own,
        contract: new Map([...own].filter(([path]) => contract.includes(path))),
        exports: Object.keys(exports),
        seed: `${this.request.seed}/${index}`,
      });
      return [...disguised].map(([path, text]) => [`${id}/${path}`, text]);
    });
    return { files: new Map(copies.flat()), made };
  }
}

interface MadeExercise {
  readonly files: ReadonlyMap<string, string>;
  readonly made: string;
}

function handIn(parts: readonly (readonly [Task, MadeExercise | undefined])[]): MadeAttempt {
  const files = new Map<string, string>();
  const made = new Map<string, string>();
  for (const [{ exercise }, part] of parts) {
    const { id } = exercise.manifest;
    made.set(id, part?.made ?? 'missing');
    for (const [path, text] of part?.files ?? []) files.set(`${id}/${path}`, text);
  }
  return { files, made };
}

/** Of alternatives one by chance; the reference where there are none. */
function solved(task: Task, kind: 'reference' | 'alternative', dice: Dice): MadeExercise {
  const choice = task.solutions.filter((one) => one.kind === kind);
  const solution = choice[dice.below(Math.max(1, choice.length), kind)] ?? find(task, 'reference');
  return named(solution);
}

/** Every second exercise with a mistake, and a certain one; the others solved in any way. */
function withMistakes(task: Task, dice: Dice, isSure: boolean): MadeExercise {
  const mutants = task.solutions.filter(({ kind }) => kind === 'mutant' || kind === 'transplant');
  if (mutants.length === 0 || (!isSure && dice.below(2, 'mistake') === 0)) {
    return solved(task, dice.below(3, 'way') === 0 ? 'reference' : 'alternative', dice);
  }
  return named(mutants[dice.below(mutants.length, 'mutant')] ?? find(task, 'reference'));
}

function halfFinished(task: Task, dice: Dice): MadeExercise {
  const progress = dice.below(3, 'progress');
  if (progress === 0) return named(find(task, 'skeleton'));
  const made = solved(task, 'alternative', dice);
  if (progress === 1) return made;
  const { contract } = task.exercise.manifest;
  const own = new Map([...made.files].filter(([path]) => !contract.includes(path)));
  const unfinished = leaveOut(own, 1 + dice.below(3, 'gaps'), dice);
  return { files: new Map([...made.files, ...unfinished]), made: `unfinished ${made.made}` };
}

function attacked({ exercise }: Task, { files }: MadeExercise, nth: number): MadeExercise {
  const attack = attacks[nth % attacks.length] ?? attacks[0];
  const [first = ''] = exercise.manifest.files;
  const text = `${files.get(first) ?? ''}\n${attack.code}`;
  return { files: new Map([...files, [first, text]]), made: `hostile ${attack.id}` };
}

function find({ exercise, solutions }: Task, kind: Solution['kind']): Solution {
  const found = solutions.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`${exercise.manifest.id} has no ${kind}`);
  return found;
}

function named({ kind, id, files }: Solution): MadeExercise {
  return { files, made: kind === id ? kind : `${kind} ${id}` };
}
