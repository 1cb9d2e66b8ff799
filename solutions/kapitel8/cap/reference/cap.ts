import { answerWithinMs, type DilemmaCall, type DilemmaTask } from './contract.ts';

export { createApRegister } from './ap-register.ts';
export { products, protocols } from './classification.ts';
export { createCpRegister } from './cp-register.ts';
export { isNewer } from './tag.ts';

/** The proof of Gilbert & Lynch 2002, Theorem 1: a write here, and afterwards a read over there. */
export function findDilemma({
  groups: [here, there],
  fromMs,
}: DilemmaTask): readonly DilemmaCall[] {
  const writeAtMs = fromMs + 10;
  // The answer is due so long after the arrival; the ways there and back come on top.
  const readAtMs = writeAtMs + answerWithinMs + 50;
  return [
    { atMs: writeAtMs, node: here[0] ?? '', request: { kind: 'write', value: 'neu' } },
    { atMs: readAtMs, node: there[0] ?? '', request: { kind: 'read' } },
  ];
}
