import { answerWithinMs, type DilemmaCall, type DilemmaTask } from './contract.ts';

export { createApRegister } from './ap-register.ts';
export { products, protocols } from './classification.ts';
export { createCpRegister } from './cp-register.ts';
export { isNewer } from './tag.ts';

/** Both sides write, and both read late in the partition: each misses the other's value. */
export function findDilemma({ groups, fromMs, untilMs }: DilemmaTask): readonly DilemmaCall[] {
  const late = untilMs - answerWithinMs;
  return groups.flatMap((group, i): DilemmaCall[] => {
    const node = group[group.length - 1] as string;
    return [
      { atMs: fromMs + 20, node, request: { kind: 'write', value: `wert-${i}` } },
      { atMs: late, node, request: { kind: 'read' } },
    ];
  });
}
