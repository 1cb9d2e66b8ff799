import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSubmissions } from '../input/read-submissions.ts';
import { exercise } from '../input/reading.fixture.ts';
import { type ClassRequest, MadeUpClass, type Solution } from './class.ts';
import { Dice } from './dice.ts';
import { benchShares, countKinds, demoShares, type MemberKind } from './kinds.ts';
import { writeMoodleExport } from './moodle-export.ts';
import { personAt } from './people.ts';
import { leaveOut } from './unfinished.ts';

const assignment = {
  name: 'CC-Kapitel 8-4711',
  chapter: 'kapitel8',
  deadline: '2026-07-03T23:59:00+02:00',
  absent: 2,
};

function solution(kind: Solution['kind'], id: string, first: string): Solution {
  const text = `// ${id}\nexport function create(): number {\n  return helper();\n}\nfunction helper(): number {\n  return 1;\n}\n`;
  return {
    kind,
    id,
    files: new Map([
      [first, text],
      ['protocol.ts', 'export type Kept = 1;\n'],
    ]),
  };
}

function task(id: string, number: string, first: string): ClassRequest['exercises'][number] {
  return {
    exercise: exercise(id, number, [first]),
    solutions: [
      solution('skeleton', 'skeleton', first),
      solution('reference', 'reference', first),
      solution('alternative', 'one', first),
      solution('alternative', 'two', first),
      solution('mutant', 'wrong', first),
      solution('mutant', 'worse', first),
    ],
  };
}

function request(size: number, seed = 'kapitel8'): ClassRequest {
  const exercises = [task('raft', '8.8', 'raft.ts'), task('2pc', '8.10', 'coordinator.ts')];
  return { size, shares: demoShares, seed, exercises };
}

const membersOf = (size: number, seed?: string) => [
  ...new MadeUpClass(request(size, seed)).members(),
];

describe('a class', () => {
  test('of forty has the stated number of each kind', () => {
    const counts: Partial<Record<MemberKind, number>> = {};
    for (const { kind } of membersOf(40)) counts[kind] = (counts[kind] ?? 0) + 1;
    expect(counts).toEqual(demoShares);
  });

  test.each([1, 7, 40, 200, 1000])('of %i is as large as that', (size) => {
    for (const shares of [demoShares, benchShares]) {
      const counts = [...countKinds(size, shares).values()];
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(size);
    }
  });

  test('is always the same, and another with another seed', () => {
    expect(membersOf(40)).toEqual(membersOf(40));
    expect(membersOf(40, 'else').map(({ kind }) => kind)).not.toEqual(
      membersOf(40).map(({ kind }) => kind),
    );
  });

  test('has nobody twice', () => {
    const people = Array.from({ length: 1640 }, (_, index) => personAt(index));
    expect(new Set(people.map(({ firstName, lastName }) => `${firstName} ${lastName}`)).size).toBe(
      people.length,
    );
    expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
    expect(people.every(({ email }) => /^[a-z]+\.[a-z]+@example\.org$/.test(email))).toBe(true);
    expect(personAt(1640).email).not.toBe(personAt(0).email);
  });

  test('copies from somebody with work of their own', () => {
    const members = membersOf(40);
    const copies = members.filter(({ copiedFrom }) => copiedFrom !== undefined);
    expect(copies.map(({ kind }) => kind).sort()).toEqual(['copied', 'disguised', 'disguised']);
    for (const { kind, copiedFrom = -1, attempts } of copies) {
      const source = members[copiedFrom];
      expect(source?.copiedFrom).toBeUndefined();
      const [own] = attempts;
      if (kind === 'copied') expect(own.files).toEqual(source?.attempts[0].files);
      else
        expect(own.files.get('raft/raft.ts')).not.toBe(
          source?.attempts[0].files.get('raft/raft.ts'),
        );
      expect(own.files.get('raft/protocol.ts')).toBe('export type Kept = 1;\n');
    }
  });

  test('has attacks that differ, mistakes, a missing exercise and a second attempt', () => {
    const members = membersOf(40);
    const attemptsOf = (kind: MemberKind) =>
      members.filter((member) => member.kind === kind).map(({ attempts }) => attempts);
    const attacks = attemptsOf('hostile').map(([{ made }]) =>
      [...made.values()].find((way) => way.startsWith('hostile')),
    );
    expect(new Set(attacks).size).toBe(3);
    for (const [{ made, files }] of attemptsOf('missing-exercise')) {
      expect([...made.values()]).toContain('missing');
      expect(new Set([...files.keys()].map((path) => path.split('/')[0])).size).toBe(1);
    }
    for (const kind of ['mutant', 'late', 'two-attempts'] as const) {
      for (const [{ made }] of attemptsOf(kind)) {
        expect([...made.values()].join()).toContain('mutant');
      }
    }
    expect(attemptsOf('two-attempts').map((attempts) => attempts.length)).toEqual([2]);
  });

  test('leaves functions out, of which nothing remains', () => {
    const files = solution('reference', 'reference', 'raft.ts').files;
    const left = leaveOut(files, 1, new Dice('x')).get('raft.ts');
    expect(left).toMatch(/\{ throw new Error\('TODO: „(create|helper)“ fehlt noch\.'\); \}/);
    expect(leaveOut(files, 9, new Dice('x')).get('raft.ts')).not.toContain('return');
  });
});

describe('its export', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'klasse-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function exportAndRead() {
    const members = membersOf(40);
    const written = await writeMoodleExport(members, assignment, folder);
    const result = await readSubmissions([written.archive], {
      exercises: request(40).exercises.map((one) => one.exercise),
      secret: 'geheim',
    });
    return { members, written, result };
  }

  test('is read again as it was meant', async () => {
    const { members, result } = await exportAndRead();
    expect(result.submissions).toHaveLength(39);
    expect(result.absent).toHaveLength(2);
    expect(result.refused).toEqual([
      {
        shownAs: expect.any(String),
        reason: expect.stringContaining('ZIP-Bombe'),
        student: expect.objectContaining({ name: nameOf('bomb') }),
      },
    ]);
    for (const { kind, firstName, lastName, email, moodleId, attempts } of members) {
      const read = result.submissions.find(({ student }) => student.email === email);
      if (kind === 'bomb') continue;
      expect(read?.student).toMatchObject({
        name: `${firstName} ${lastName}`,
        identifier: `Teilnehmer/in${moodleId}`,
      });
      expect(read?.attempts.map(({ files }) => [...files.keys()])).toEqual(
        attempts.map(({ files }) => [...files.keys()].sort()),
      );
      const texts = read?.attempts.map(({ files }) =>
        [...files.values()].map((bytes) => new TextDecoder().decode(bytes)),
      );
      expect(texts).toEqual(
        attempts.map(({ files }) =>
          [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text),
        ),
      );
      const isLate =
        Date.parse(read?.attempts.at(-1)?.submittedAt ?? '') > Date.parse(assignment.deadline);
      expect(isLate).toBe(kind === 'late');
    }

    function nameOf(kind: MemberKind): string {
      const member = members.find((one) => one.kind === kind);
      return `${member?.firstName} ${member?.lastName}`;
    }
  });

  test('has the same bytes each time', async () => {
    const { written } = await exportAndRead();
    const before = await Promise.all([readFile(written.archive), readFile(written.worksheet)]);
    await exportAndRead();
    const after = await Promise.all([readFile(written.archive), readFile(written.worksheet)]);
    expect(after.map((bytes, index) => bytes.equals(before[index] ?? Buffer.alloc(0)))).toEqual([
      true,
      true,
    ]);
  });
});
