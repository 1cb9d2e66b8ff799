import type { Message } from './contract.ts';
import type { CommitSeen } from './observed.ts';
import { coordinatorCrashScenes, coordinatorScenes } from './stage/coordinator-scenes.ts';
import { coordinatorPlays, participantPlays, terminationPlays } from './stage/generated.ts';
import {
  participantCrashScenes,
  participantScenes,
  terminationScenes,
  waitingScenes,
} from './stage/participant-scenes.ts';
import { playExperiment } from './stage/perform.ts';

/** Experiments in which one node is the submission's and the others follow a script. */

/** How often the real nodes said what, and what clients heard: against vacuous passes. */
export function talk({ handlings, real }: CommitSeen): Record<string, number> {
  const counts: Record<string, number> = {};
  const add = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  for (const { node, sent, answered, isCut } of handlings) {
    if (!real.includes(node)) continue;
    if (isCut) add('cut');
    for (const { message } of sent) add(nameOf(message));
    for (const { response } of answered) {
      if (response !== undefined)
        add(response.kind === 'outcome' ? `told-${response.outcome}` : response.kind);
    }
  }
  return counts;
}

function nameOf(message: Message): string {
  if (message.type === 'Vote') return message.vote;
  return message.type === 'Decision' ? message.outcome : message.type;
}

export const participant = playExperiment({
  id: 'teilnehmer',
  faults: 'reordering',
  runs: 20,
  inputs: participantPlays(0),
  examples: participantScenes,
  count: talk,
});

export const waiting = playExperiment({
  id: 'warten',
  faults: 'partition',
  runs: 0,
  inputs: participantPlays(0),
  examples: waitingScenes,
  count: talk,
});

export const participantCrashes = playExperiment({
  id: 'teilnehmer-abstuerze',
  faults: 'crash',
  runs: 30,
  inputs: participantPlays(3),
  examples: participantCrashScenes,
  count: talk,
});

export const coordinator = playExperiment({
  id: 'koordinator',
  faults: 'reordering',
  runs: 20,
  inputs: coordinatorPlays(0),
  examples: coordinatorScenes,
  count: talk,
});

export const coordinatorCrashes = playExperiment({
  id: 'koordinator-abstuerze',
  faults: 'crash',
  runs: 30,
  inputs: coordinatorPlays(3),
  examples: coordinatorCrashScenes,
  count: talk,
});

export const termination = playExperiment({
  id: 'terminierung',
  faults: 'crash',
  runs: 20,
  inputs: terminationPlays(),
  examples: terminationScenes,
  count: talk,
});
