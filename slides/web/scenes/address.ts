import type { Fault } from '../../../grader/simulator/scenario.ts';

/** `#szene=<id>&mit=eigen&stoerungen=<faults>`: a scene, whose code plays it, and what is added. */
const key = 'szene';

/** The scene for which an address asks; `undefined` if for none. */
export function sceneIn(hash: string): string | undefined {
  return hash.startsWith(`#${key}=`) ? (parametersOf(hash).get(key) ?? undefined) : undefined;
}

export function isOwnIn(hash: string): boolean {
  return parametersOf(hash).get('mit') !== 'referenz';
}

/** JSON that the address holds, to be read with care; `undefined` if it cannot be. */
export function faultsIn(hash: string): unknown {
  const text = parametersOf(hash).get('stoerungen');
  if (text === null) return [];
  try {
    const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

export function addressOf(scene: string, own: boolean, faults: readonly Fault[]): string {
  const start = `#${key}=${encodeURIComponent(scene)}&mit=${own ? 'eigen' : 'referenz'}`;
  if (faults.length === 0) return start;
  const bytes = new TextEncoder().encode(JSON.stringify(faults));
  const base64 = btoa(String.fromCharCode(...bytes));
  const text = base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return `${start}&stoerungen=${text}`;
}

function parametersOf(hash: string): URLSearchParams {
  return new URLSearchParams(hash.replace(/^#/, ''));
}
