import { answerWithinMs, type DilemmaCall, type DilemmaTask } from './contract.ts';

export { createApRegister } from './ap-register.ts';
export { products, protocols } from './classification.ts';
export { createCpRegister } from './cp-register.ts';
export { isNewer } from './tag.ts';

/**
 * Writes on the larger side. When that is surely over, both sides are read: the one knows the value,
 * the other cannot.
 */
export function findDilemma(task: DilemmaTask): readonly DilemmaCall[] {
  const [large, small] = [...task.groups].sort((a, b) => b.length - a.length);
  const writer = large?.[0];
  const reader = small?.at(-1);
  if (writer === undefined || reader === undefined) throw new Error('a group is empty');
  const writeAtMs = task.fromMs + 10;
  // The limit counts from the arrival; the ways to and from the client come on top.
  const readAtMs = writeAtMs + 2 * answerWithinMs;
  return [
    { atMs: writeAtMs, node: writer, request: { kind: 'write', value: 'neu' } },
    { atMs: readAtMs, node: reader, request: { kind: 'read' } },
    { atMs: readAtMs, node: writer, request: { kind: 'read' } },
  ];
}
