import { readFile } from 'node:fs/promises';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { parse } from 'junit2json';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import * as z from 'zod';
import {
  emptyWorkbook,
  exerciseResult,
  exercises,
  gradedAttempt,
  outputRequest,
} from '../graded-class.fixture.ts';
import { handedOut } from '../handed-out/handed-out.ts';
import { exercismResults } from './exercism.ts';
import { gradescopeResults } from './gradescope.ts';
import { junitXml } from './junit.ts';
import { sarifLog } from './sarif.ts';

const schemata = new URL('schemata/', import.meta.url);
const published = outputRequest({ run: { ...outputRequest().run, isPublished: true } });
const before = handedOut(gradedAttempt(), { counted: 1 }, outputRequest());
const after = handedOut(gradedAttempt(), { counted: 1 }, published);
const both = [before, after];

describe('SARIF', async () => {
  const schema = JSON.parse(await readFile(new URL('sarif-2.1.0.json', schemata), 'utf8'));
  const ajv = new AjvDraft04({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const isValid = ajv.compile(schema);

  it('is valid by the schema of version 2.1.0, which finds mistakes', () => {
    for (const each of both) {
      isValid(JSON.parse(sarifLog(each)));
      expect(isValid.errors).toBeNull();
    }
    const log: Log = JSON.parse(sarifLog(before));
    const [run] = log.runs;
    expect(isValid({ ...log, runs: [{ ...run, tool: {} }] })).toBe(false);
    expect(isValid({ ...log, runs: [{ ...run, results: [{ level: 'fehler' }] }] })).toBe(false);
  });

  it('tells rule, severity, file and line of each finding', () => {
    const [run] = (JSON.parse(sarifLog(before)) as Log).runs;
    const rules = run?.tool.driver.rules?.map(({ id }) => id);
    expect(rules).toEqual(['forbidden-clock', 'todo-left', 'type-error']);
    const seen = run?.results?.map(({ ruleId, ruleIndex, level, locations }) => {
      expect(rules?.[ruleIndex ?? -1]).toBe(ruleId);
      const place = locations?.[0]?.physicalLocation;
      return [ruleId, level, place?.artifactLocation?.uri, place?.region];
    });
    expect(seen).toEqual([
      ['type-error', 'error', 'raft/raft.ts', { startLine: 3, startColumn: 5 }],
      ['forbidden-clock', 'warning', 'raft/%C3%BC%20%C3%B6/%23%3F.ts', { startLine: 1 }],
      ['todo-left', 'note', 'raft/', undefined],
    ]);
  });
});

describe('JUnit XML', async () => {
  const contents = await readFile(new URL('junit.xsd', schemata), 'utf8');
  const check = (xml: string) =>
    validateXML({
      xml: { fileName: 'junit.xml', contents: xml },
      schema: { fileName: 'junit.xsd', contents },
    });

  it('is valid by the schema of Jenkins, which finds mistakes', async () => {
    for (const each of both) {
      expect(await check(junitXml(each))).toMatchObject({ valid: true, errors: [] });
    }
    const wrong = junitXml(before).replace(/<testcase classname="[^"]*" name=/, '<testcase title=');
    expect(await check(wrong)).toMatchObject({ valid: false });
  });

  it('is read by others as it is meant', async () => {
    const read = await parse(junitXml(after));
    if (read === null || read === undefined || !('testsuite' in read)) throw new Error('no suites');
    const counts = read.testsuite?.map(({ name, tests, failures, errors, skipped }) => {
      return [name, tests, failures, errors, skipped];
    });
    expect(counts).toEqual([
      ['8.8 Raft & <Freunde>', 4, 2, 0, 1],
      ['8.10 Commit', 1, 0, 1, 0],
    ]);
    const [, failing, , defect] = read.testsuite?.[0]?.testcase ?? [];
    expect(failing?.name).toContain('<script>alert(1)</script>"\'&;=cmd');
    expect(failing?.failure?.[0]?.type).toBe('nicht-bestanden');
    expect(defect?.failure).toBeUndefined();
  });
});

/** After „Output format“ of https://gradescope-autograders.readthedocs.io/en/latest/specs/. */
const visibility = z.enum(['hidden', 'after_due_date', 'after_published', 'visible']);
const format = z.enum(['text', 'html', 'simple_format', 'md', 'ansi']);
const gradescopeSchema = z.strictObject({
  score: z.number().optional(),
  execution_time: z.number().optional(),
  output: z.string().optional(),
  output_format: format.optional(),
  test_output_format: format.optional(),
  test_name_format: format.optional(),
  visibility: visibility.optional(),
  stdout_visibility: visibility.optional(),
  extra_data: z.record(z.string(), z.unknown()).optional(),
  tests: z.array(
    z.strictObject({
      score: z.number().optional(),
      max_score: z.number().optional(),
      status: z.enum(['passed', 'failed']).optional(),
      name: z.string().optional(),
      name_format: format.optional(),
      number: z.string().optional(),
      output: z.string().optional(),
      output_format: format.optional(),
      tags: z.array(z.string()).optional(),
      visibility: visibility.optional(),
      extra_data: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

describe('Gradescope', () => {
  it('has the form of the specification, and points that add up', () => {
    const results = gradescopeSchema.parse(JSON.parse(gradescopeResults(after)));
    expect(results.score).toBe(12.7);
    expect(
      results.tests.map(({ number, score, max_score: most, status }) => [
        number,
        score,
        most,
        status,
      ]),
    ).toEqual([
      ['8.8.1', 11, 11, 'passed'],
      ['8.8.2', 0, 6.6, 'failed'],
      ['8.8.3', 0, 2.2, 'failed'],
      ['8.8.4', 2.2, 2.2, 'passed'],
      ['8.10.1', 0, 9, 'failed'],
    ]);
    expect(results.tests.reduce((sum, each) => sum + (each.max_score ?? 0), 0)).toBeCloseTo(31);
  });

  it('tells nothing of what is secret before everything is published', () => {
    const results = gradescopeSchema.parse(JSON.parse(gradescopeResults(before)));
    expect(JSON.stringify(results)).not.toMatch(/geheim/);
    expect(results.tests).toHaveLength(4);
    expect(results.score).toBe(13.2);
    expect(results.tests.reduce((sum, each) => sum + (each.score ?? 0), 0)).toBeCloseTo(13.2);
  });
});

/** After exercism/docs, building/tooling/test-runners/interface.md, version 3. */
const exercismTest = z.strictObject({
  name: z.string(),
  test_code: z.string(),
  status: z.enum(['pass', 'fail', 'error']),
  message: z.string().max(65_535).nullish(),
  output: z.string().max(500).nullish(),
  task_id: z.int().positive().optional(),
});
const exercismSchema = z.discriminatedUnion('status', [
  z.strictObject({
    version: z.literal(3),
    status: z.literal('error'),
    message: z.string().min(1).max(65_535),
    tests: z.array(exercismTest).max(0),
  }),
  z.strictObject({
    version: z.literal(3),
    status: z.enum(['pass', 'fail']),
    message: z.null(),
    tests: z.array(exercismTest).min(1),
  }),
]);

describe('Exercism', () => {
  const read = (...[exercise]: Parameters<typeof exercismResults>) =>
    exercismSchema.parse(JSON.parse(exercismResults(exercise, emptyWorkbook())));

  it('has the form of version 3: failed, broken, passed', () => {
    const [raft, commit] = after.result.exercises;
    if (raft === undefined || commit === undefined) throw new Error('two exercises');
    const workbook = emptyWorkbook();
    const failed = read(raft, workbook);
    expect(failed.status).toBe('fail');
    expect(failed.tests.map(({ status, task_id: task }) => [status, task])).toEqual([
      ['pass', 1],
      ['fail', 1],
      ['fail', 1],
      ['error', 1],
    ]);
    expect(read(commit, workbook)).toMatchObject({ status: 'error', tests: [] });
    const [good] = exercises[0]?.properties ?? [];
    if (good === undefined) throw new Error('a property');
    expect(read(exerciseResult([good], { status: 'bestanden' }), workbook).status).toBe('pass');
  });
});
