import type { Fault, Run, Scenario } from '#scenes';
import type {
  RegisterRequest,
  RegisterResponse,
} from '../../../exercises/kapitel8/cap/contract.ts';

/** What befalls both registers of chapter 8.5: n3 is cut off while somebody writes. */

const cut: Fault = { kind: 'partition', fromMs: 100, untilMs: 500, groups: [['n1', 'n2'], ['n3']] };
const write: RegisterRequest = { kind: 'write', value: 'neu' };
const read: RegisterRequest = { kind: 'read' };

export function cutOff(durationMs: number): Scenario<RegisterRequest> {
  return {
    nodes: 3,
    seed: 1,
    latency: { minMs: 5, maxMs: 5 },
    durationMs,
    faults: [cut],
    clients: [
      { id: 'c1', requests: [{ atMs: 120, target: 'n1', request: write }] },
      {
        id: 'c3',
        requests: [
          { atMs: 160, target: 'n3', request: read },
          { atMs: 600, target: 'n3', request: read },
        ],
      },
    ],
  };
}

/** Clients take any answer, a refusal too: that is what the chapter is about. */
export const clientPolicy = {
  timeoutMs: 1_000,
  retryDelayMs: 1,
  maxAttempts: 1,
  interpret: () => ({ done: true as const }),
};

/** What a client was told by its n-th request. */
export function told(run: Run, client: string, index: number): string {
  const operation = run.history.filter((each) => each.client === client)[index];
  const response = operation?.returned?.response as RegisterResponse | undefined;
  if (response === undefined) return 'keine Antwort';
  return response.ok ? (response.value ?? 'leer') : 'abgelehnt';
}

/** How long it waited for it. */
export function waitedMs(run: Run, client: string, index: number): number {
  const operation = run.history.filter((each) => each.client === client)[index];
  if (operation?.returned === undefined) throw new Error(`${client} never got an answer`);
  return operation.returned.atMs - operation.invokedAtMs;
}

export function inWords(response: RegisterResponse): string {
  if (!response.ok) return 'abgelehnt';
  const { tag, value } = response;
  return `${value === null ? 'leer' : `„${value}“`}, Version (${tag.time}, ${tag.node || '–'})`;
}
