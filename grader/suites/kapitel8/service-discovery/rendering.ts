import * as fc from 'fast-check';
import type { Instance } from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import { sameData } from '../../../checkers/data.ts';
import { type CallRecord, Probe } from '../../submission.ts';
import { type Experiment, holds, type Observation, type Verdict, violated } from '../../suite.ts';
import { instanceNamed } from './instance-setting.ts';
import { byId } from './values.ts';
import { writerWording as wording } from './wording-writer.ts';

export interface RenderInput {
  readonly template: string;
  readonly instances: readonly Instance[];
}

export interface RenderSeen extends Observation {
  readonly calls: readonly CallRecord[];
  readonly rendered: unknown;
  readonly after: readonly Instance[];
}

const opening = '{{#instances}}';
const closing = '{{/instances}}';

/** What the template is to become. */
export function expectedText(template: string, instances: readonly Instance[]): string {
  const sorted = [...instances].sort(byId);
  const [head = '', ...blocks] = template.split(opening);
  let text = fill(head, { count: sorted.length });
  for (const block of blocks) {
    const end = block.indexOf(closing);
    const body = block.slice(0, end);
    for (const instance of sorted) text += fill(body, { ...instance, count: sorted.length });
    text += fill(block.slice(end + closing.length), { count: sorted.length });
  }
  return text;
}

function fill(text: string, fields: Readonly<Record<string, string | number>>): string {
  const [head = '', ...rest] = text.split('{{');
  return rest.reduce((filled, part) => {
    const end = part.indexOf('}}');
    const value =
      end < 0
        ? undefined
        : Object.entries(fields).find(([name]) => name === part.slice(0, end))?.[1];
    return value === undefined ? `${filled}{{${part}` : `${filled}${value}${part.slice(end + 2)}`;
  }, head);
}

const inner = [
  '{{id}}',
  '{{address}}:{{port}}',
  '{{weight}}',
  '{{version}}',
  '{{priority}}',
  '{{service}}',
  '{{id}}',
];
const either = [
  '{{count}}',
  ' ',
  '\n',
  'server ',
  '{{unknown}}',
  '{{constructor}}',
  '$&',
  '# ',
  '}',
  '{{ id }}',
];

const block = fc
  .array(fc.constantFrom(...inner, ...either), { minLength: 1, maxLength: 5 })
  .map((parts) => `${opening}${parts.join('')}${closing}`);
const template = fc
  .array(fc.oneof(block, fc.constantFrom(...either, '{{port}}')), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''));

/** Versions are any text: even one that looks like a placeholder or like a pattern of `replace`. */
const version = fc.constantFrom('1.0.0', '{{port}}', '{{count}}', '$&', "$'", '$1', opening);
const instances = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom('a', 'b', 'a-2', 'a-10', 'c'),
      version,
      fc.integer({ min: 1, max: 99 }),
    ),
    { maxLength: 4, selector: ([id]) => id },
  )
  .map((list) =>
    list.map(([id, one, weight]) => instanceNamed('web', id, { version: one, weight })),
  );

export const rendering: Experiment<RenderInput, RenderSeen> = {
  id: 'vorlage-fuellen',
  faults: 'none',
  runs: 60,
  inputs: fc.record({ template, instances }),
  examples: [
    { template: 'kein Platzhalter', instances: [] },
    {
      template:
        'backend web # {{count}}\n{{#instances}}  server {{id}} {{address}}:{{port}}\n{{/instances}}end\n',
      instances: ['b', 'a-10', 'a-2'].map((id) => instanceNamed('web', id)),
    },
    {
      template:
        '{{#instances}}{{id}}={{id}};{{/instances}}|{{#instances}}{{version}},{{/instances}}',
      instances: [
        instanceNamed('web', 'a', { version: '{{id}}' }),
        instanceNamed('web', 'b', { version: '$&' }),
        instanceNamed('web', 'c', { version: '' }),
      ],
    },
    {
      template: '{{id}}{{#instances}}{{nothing}}{{/instances}}{{count}}{{count}}',
      instances: [instanceNamed('web', 'a')],
    },
    { template: '[{{#instances}}{{id}}{{/instances}}]', instances: [] },
  ],
  observe({ template: text, instances: list }, submission) {
    const probe = new Probe(submission);
    const render =
      probe.load<(text: string, list: readonly Instance[]) => string>('renderTemplate');
    const after = list.map((instance) => ({ ...instance }));
    const rendered = probe.call<unknown>('renderTemplate', [text, list], () => render(text, after));
    return { calls: probe.calls, rendered, after };
  },
};

export function checkRendered(
  { rendered, after }: RenderSeen,
  { template: text, instances: list }: RenderInput,
): Verdict {
  const expected = expectedText(text, list);
  if (rendered !== expected)
    return violated(wording.wrongText(), [], { expected, actual: rendered });
  return sameData(after, list) ? holds : violated(wording.argumentChanged());
}
