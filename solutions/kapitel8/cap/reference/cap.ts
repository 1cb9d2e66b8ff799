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
  const readAtMs = writeAtMs + answerWithinMs;
  return [
    { atMs: writeAtMs, node: here[0] ?? '', request: { kind: 'write', value: 'neu' } },
    { atMs: readAtMs, node: there[0] ?? '', request: { kind: 'read' } },
  ];
}
