import type { Action, Alphabet } from './alphabet.ts';
import type { Choice } from './schedule.ts';
import type { ScheduleKernel } from './schedule-kernel.ts';

/** The action that a choice names, if it is possible now. */
export function actionFor(
  choice: Choice,
  kernel: ScheduleKernel,
  alphabet: Alphabet,
): Action | undefined {
  if (kernel.isOver) return undefined;
  switch (choice.do) {
    case 'deliver':
    case 'drop':
    case 'duplicate': {
      const { from, to, type, k } = choice;
      const ids = alphabet.nodes;
      const letter = kernel
        .lettersUnderWay()
        .find(
          (each) =>
            ids[each.from] === from && ids[each.to] === to && each.type === type && each.k === k,
        );
      const isLost = letter !== undefined && choice.do === 'duplicate' && !kernel.isUp(letter.to);
      return isLost ? undefined : letter?.[choice.do];
    }
    case 'request': {
      const next = kernel.requestAtHand(choice.client, choice.index);
      return next && alphabet.request(next.client, next.index, next.target);
    }
    default:
      return onNode(choice, kernel, alphabet);
  }
}

function onNode(
  choice: Exclude<Choice, { do: 'deliver' | 'drop' | 'duplicate' | 'request' }>,
  kernel: ScheduleKernel,
  alphabet: Alphabet,
): Action | undefined {
  const node = alphabet.nodes.indexOf(choice.node);
  if (node < 0) return undefined;
  const isUp = kernel.isUp(node);
  switch (choice.do) {
    case 'restart':
      return isUp ? undefined : alphabet.restarts[node];
    case 'crash':
      if (choice.afterEffects !== undefined)
        return alphabet.crashInHandler(node, choice.afterEffects);
      return isUp ? alphabet.crashes[node] : undefined;
    case 'wait':
      return isUp ? alphabet.wait(node, choice.ms) : undefined;
    case 'timer':
      if (!kernel.timersAtHand(node).includes(choice.name)) return undefined;
      return alphabet.timer(node, choice.name);
  }
}
