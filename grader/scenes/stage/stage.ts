import { boundedPlay } from '../../sandbox/bounded-report.ts';
import { faultOf } from '../../simulator/context-error.ts';
import type { Fault, Scenario } from '../../simulator/scenario.ts';
import type { Run } from '../../simulator/simulate.ts';
import type { SubmissionFault, Trace } from '../../simulator/trace.ts';
import type { Scene } from '../scene.ts';
import { type Labels, labelsOf, shownEvents } from '../shown.ts';
import { type AddedFaults, type Call, watched } from './calls.ts';
import { guardOf, type Player, referencesIn } from './cast.ts';

/** How a scene went with somebody's code. */
export interface Staged extends Labels {
  /** Absent if the code broke before there was one. */
  readonly trace?: Trace;
  /** Sequence numbers of the events to see. */
  readonly shown: readonly number[];
  /** What was played, the added faults included: what a fork of this run begins with. */
  readonly scenario?: Scenario;
  readonly fault?: SubmissionFault;
}

const maxLabelLength = 2_000;

/**
 * Plays a scene with the code of `cast`, and with these faults besides those of its scenario. Pure: the
 * same arguments give the same.
 *
 * @throws if the scene returns no run of `simulate`
 */
export function stage(
  scene: Scene,
  cast: readonly Player[],
  faults: readonly Fault[] = [],
): Staged {
  const plain = play(scene, cast, undefined);
  if ('fault' in plain || faults.length === 0) return told(scene, plain);
  // Of several runs the faults concern the one that is shown.
  return told(scene, play(scene, cast, { call: plain.call, faults }));
}

type Played =
  | { readonly run: Run; readonly call: number; readonly scenario: Scenario }
  | { readonly fault: SubmissionFault };

function play(scene: Scene, cast: readonly Player[], added: AddedFaults | undefined): Played {
  const guard = guardOf(cast);
  const references = referencesIn(cast);
  let seen: { readonly run: Run; readonly calls: readonly Call[] };
  try {
    guard.enter();
    seen = watched(guard, added, () => scene.play(references));
  } catch (error) {
    return { fault: faultOf(guard, error) };
  }
  const { run, calls } = seen;
  const call = calls.findIndex((each) => each.run.trace === run.trace);
  const noted = calls[call];
  if (noted === undefined) throw new Error('the scene returns no run of simulate');
  return { run, call, scenario: noted.scenario };
}

function told(scene: Scene, played: Played): Staged {
  if ('fault' in played) return { shown: [], fault: played.fault };
  const { run, scenario } = played;
  const trace = boundedPlay({ trace: run.trace, verdicts: [] }).trace ?? run.trace;
  const kept = { ...run, trace };
  const lenient = leniently(scene);
  const shown = shownEvents(lenient, kept, new Set());
  return {
    trace,
    shown,
    ...labelsOf(lenient, kept, shown),
    scenario,
    ...(run.fault === undefined ? {} : { fault: run.fault }),
  };
}

/** The author thought of runs as they should be: where these words fail, the usual ones will do. */
function leniently({ label, leavesOut }: Scene): Pick<Scene, 'label' | 'leavesOut'> {
  return {
    ...(label && {
      label: (event, trace) => attempt(() => label(event, trace)?.slice(0, maxLabelLength)),
    }),
    ...(leavesOut && {
      leavesOut: {
        what: leavesOut.what,
        events: (event, trace) => attempt(() => leavesOut.events(event, trace)) ?? false,
      },
    }),
  };
}

function attempt<Value>(make: () => Value): Value | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
