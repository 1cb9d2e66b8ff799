import Handlebars from 'handlebars';
import type { ExerciseResult, PropertyResult } from '../../../results/result.ts';
import type { HandedOut } from '../handed-out/handed-out.ts';
import { describe } from './describe.ts';

/**
 * JUnit XML as Jenkins, GitLab and others read it: a suite an exercise, a case a property. Without times,
 * which would differ from run to run. What the grader itself failed on is skipped, not failed.
 */
const template = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="{{name}}" tests="{{tests}}" failures="{{failures}}" errors="{{errors}}">
{{#each suites}}<testsuite name="{{name}}" tests="{{tests}}" failures="{{failures}}" errors="{{errors}}" skipped="{{skipped}}">
{{#each cases}}<testcase classname="{{classname}}" name="{{name}}">{{#if failure}}<failure type="{{type}}" message="{{message}}">{{text}}</failure>{{/if}}{{#if error}}<error type="{{type}}" message="{{message}}">{{text}}</error>{{/if}}{{#if skipped}}<skipped>{{text}}</skipped>{{/if}}</testcase>
{{/each}}</testsuite>
{{/each}}</testsuites>
`;
const render = Handlebars.create().compile(template, { strict: false });

export function junitXml({ result, pseudonym, attempt }: HandedOut): string {
  const suites = result.exercises.map((exercise) => suiteOf(exercise, result.chapter));
  const sumOf = (field: 'tests' | 'failures' | 'errors') =>
    suites.reduce((sum, suite) => sum + suite[field], 0);
  return render({
    name: `${result.chapter} ${pseudonym}-${attempt}`,
    tests: sumOf('tests'),
    failures: sumOf('failures'),
    errors: sumOf('errors'),
    suites,
  });
}

function suiteOf(exercise: ExerciseResult, chapter: string) {
  const cases = exercise.properties.map((property) => ({
    classname: `${chapter}.${exercise.id}.${property.part}`,
    name: xmlText(property.title),
    type: property.status,
    message: xmlText(property.message ?? exercise.message ?? property.status),
    text: xmlText(describe(property, exercise.message)),
    ...outcomeOf(property),
  }));
  return {
    name: xmlText(`${exercise.number} ${exercise.title}`),
    tests: cases.length,
    failures: cases.filter(({ failure }) => failure).length,
    errors: cases.filter(({ error }) => error).length,
    skipped: cases.filter(({ skipped }) => skipped).length,
    cases,
  };
}

function outcomeOf({ status }: PropertyResult) {
  return {
    failure: status === 'nicht-bestanden',
    skipped: status === 'pruefer-fehler',
    error: !['bestanden', 'nicht-bestanden', 'pruefer-fehler'].includes(status),
  };
}

/** Without what XML 1.0 cannot contain, not even escaped. */
function xmlText(text: string): string {
  const others = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
  return text.replace(others, '\ufffd');
}
