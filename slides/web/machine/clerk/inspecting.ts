import type { Inspection } from '../../../../grader/inspection/inspection.ts';
import type { Reading } from '../clerk-calls.ts';

export function useTypeScript(_source: string): void {}

export function inspected(_task: Reading): Inspection {
  return { findings: [], gate: 'auswertbar', state: 'bearbeitet' };
}
