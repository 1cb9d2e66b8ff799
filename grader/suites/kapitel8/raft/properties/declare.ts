import {
  type AnyProperty,
  holds,
  type Property,
  property,
  type Sometimes,
  type Verdict,
} from '../../../suite.ts';
import type { RaftSeen } from '../observed.ts';
import { blamed, type SceneInput, type SceneSeen } from '../stage/scene.ts';

/** All of a property but its check. */
export type Head = Omit<Property<unknown, RaftSeen>, 'check' | 'on'>;

/** A property judged in scenes: their scripts name what they saw. */
export function inScenes(head: Head, on: Property<SceneInput, SceneSeen>['on']): AnyProperty {
  return property({ ...head, on, check: blamed(head.id) });
}

/** A property judged on whole runs, and in scenes if some are given. */
export function onRuns<Input>(
  head: Head,
  on: Property<Input, RaftSeen>['on'],
  check: (seen: RaftSeen) => Verdict,
  scenes: Property<SceneInput, SceneSeen>['on'] = [],
): AnyProperty {
  const inScene = blamed(head.id);
  return property<unknown, RaftSeen>({
    ...head,
    on: [...scenes, ...on] as unknown as Property<unknown, RaftSeen>['on'],
    check: (seen) => (isScene(seen) ? inScene(seen) : check(seen)),
  });
}

function isScene(seen: RaftSeen): seen is SceneSeen {
  return 'blames' in seen;
}

export function atLeast(count: string, times: number, otherwise: string): readonly Sometimes[] {
  return [{ count, atLeast: times, otherwise }];
}

/** Of nodes that commit nothing, nothing is shown by their never losing what they committed. */
export const committed = atLeast('commits', 3, 'In den Abläufen wurde kaum etwas festgeschrieben.');

/** Of a node that answers nobody, nothing is shown by its never answering wrongly. */
export function answersAtLeast(times: number): readonly Sometimes[] {
  return atLeast('answers', times, 'Die Clients bekamen kaum Antworten mit „ok: true“.');
}

export const ongaro = 'Ongaro & Ousterhout 2014';
export const thesis = 'Ongaro 2014 (Dissertation)';

/** The first of several verdicts that does not hold. */
export function all(
  ...checks: readonly ((seen: RaftSeen) => Verdict)[]
): (seen: RaftSeen) => Verdict {
  return (seen) => {
    for (const check of checks) {
      const verdict = check(seen);
      if (verdict.verdict !== 'holds') return verdict;
    }
    return holds;
  };
}
