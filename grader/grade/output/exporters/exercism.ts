import type { ExerciseResult, PropertyResult } from '../../../results/result.ts';
import type { Workbook } from '../workbook.ts';
import { describe } from './describe.ts';

/** As many characters as Exercism stores of one message. */
const maxMessage = 65_535;

/**
 * `results.json`, version 3 of Exercism's test runner interface, of one exercise. Tasks are the
 * exercise's parts, numbered from 1; what is tested is told by the rule instead of code.
 */
export function exercismResults(exercise: ExerciseResult, workbook: Workbook): string {
  const { message, properties } = exercise;
  const parts = workbook.partsOf(exercise).map(({ id }) => id);
  const tests = properties.map((property) => ({
    name: property.title,
    test_code: property.rule,
    status: testStatus(property),
    ...(property.status === 'bestanden' ? {} : { message: cut(describe(property, message)) }),
    ...(parts.includes(property.part) ? { task_id: parts.indexOf(property.part) + 1 } : {}),
  }));
  const isUnjudged = message !== undefined || tests.length === 0;
  const passed = tests.every(({ status }) => status === 'pass');
  const results = {
    version: 3,
    status: isUnjudged ? 'error' : passed ? 'pass' : 'fail',
    message: isUnjudged ? cut(message ?? exercise.title) : null,
    tests: isUnjudged ? [] : tests,
  };
  return `${JSON.stringify(results, undefined, 2)}\n`;
}

function testStatus({ status }: PropertyResult): 'pass' | 'fail' | 'error' {
  if (status === 'bestanden') return 'pass';
  return status === 'nicht-bestanden' ? 'fail' : 'error';
}

function cut(text: string): string {
  return [...text].slice(0, maxMessage).join('');
}
