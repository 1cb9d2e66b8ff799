import type { SpaceTimeSvgOptions } from '../feedback/space-time/index.ts';
import { renderSpaceTimeSvg } from '../feedback/space-time/index.ts';
import { joined } from '../feedback/space-time/label.ts';
import { rowsOf } from '../feedback/space-time/rows.ts';
import { wording as spaceTime } from '../feedback/space-time/wording.ts';
import type { TraceEvent } from '../simulator/trace.ts';
import type { SceneResult } from './result.ts';
import { row } from './table.ts';
import { wording } from './wording.ts';

type Labels = NonNullable<SpaceTimeSvgOptions['labels']>;

/** The space-time diagram of a scene, a file of its own. */
export function renderPicture(result: SceneResult, labels: Labels): string {
  const { title, alt, leftOut } = result;
  const options: SpaceTimeSvgOptions = {
    ...viewOf(result, labels),
    title,
    description: alt,
    captions: captionsOf(result),
    ...(leftOut === undefined ? {} : { note: wording.notShown(leftOut) }),
  };
  const roles = rolesOf(result);
  const withRoles = Object.keys(roles).length === 0 ? options : { ...options, roles };
  return `${renderSpaceTimeSvg(result.trace, withRoles)}\n`;
}

/** The same as text: a table of the events and their explanations. */
export function renderText(result: SceneResult, labels: Labels, source: string): string {
  const { id, title, alt, trace, leftOut } = result;
  const captions = captionsOf(result);
  const roles = Object.entries(rolesOf(result)).map(([node, role]) => `- **${node}:** ${role}`);
  const lines = rowsOf(trace, viewOf(result, labels)).flatMap((each) => {
    if (each.kind === 'omitted') return [];
    const { event, label } = each;
    return [
      row([
        spaceTime.number(event.seq),
        spaceTime.timeWithUnit(event.atMs),
        placeOf(event),
        joined(label),
        captions(event) ?? '',
      ]),
    ];
  });
  const end = spaceTime.end(trace.end, trace.endedAtMs);
  return [
    `<!-- ${wording.generated(source)} -->`,
    `# ${title}`,
    `${alt} ${wording.picture(`${id}.svg`)}`,
    ...(roles.length === 0 ? [] : [wording.lanes, roles.join('\n')]),
    [row(wording.columns), '| ---: | ---: | --- | --- | --- |', ...lines].join('\n'),
    leftOut === undefined ? end : `${end} ${wording.notShown(leftOut)}`,
  ]
    .join('\n\n')
    .concat('\n');
}

function viewOf({ trace, shown }: SceneResult, labels: Labels): SpaceTimeSvgOptions {
  const chosen = new Set(shown);
  return {
    shows: (event) => chosen.has(event.seq),
    maxEvents: trace.events.length,
    labels,
  };
}

function captionsOf({ steps }: SceneResult): (event: TraceEvent) => string | undefined {
  const captions = new Map(steps.map(({ event, caption }) => [event, caption]));
  return ({ seq }) => captions.get(seq);
}

function rolesOf({ nodes }: SceneResult): Record<string, string> {
  return Object.fromEntries(
    nodes.flatMap(({ id, role }) => (role === undefined ? [] : [[id, role]])),
  );
}

function placeOf(event: TraceEvent): string {
  if ('node' in event) return event.node;
  return 'client' in event ? event.client : spaceTime.network;
}
