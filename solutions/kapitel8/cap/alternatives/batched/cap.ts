import type { DilemmaCall, DilemmaTask } from './contract.ts';

export { createApRegister } from './ap-register.ts';
export { products, protocols } from './classification.ts';
export { createCpRegister } from './cp-register.ts';
export { isNewer } from './tag.ts';

/** Everybody reads at the end what one node wrote at the beginning. */
export function findDilemma({ groups, fromMs }: DilemmaTask): readonly DilemmaCall[] {
  const nodes = groups.flat();
  const writer = groups[1][0] ?? '';
  return [
    { atMs: fromMs + 10, node: writer, request: { kind: 'write', value: 'x' } },
    ...nodes.map((node): DilemmaCall => ({ atMs: fromMs + 400, node, request: { kind: 'read' } })),
  ];
}
