import { clean } from '../../../feedback/values.ts';
import { statusWords } from '../../../feedback/wording/report.ts';
import type { PropertyResult } from '../../../results/result.ts';
import { exporterWording as texts } from './wording.ts';

/** Why a property is not fulfilled, as plain text; `''` if it is. */
export function describe(property: PropertyResult, exerciseMessage: string | undefined): string {
  const { status, rule, message, hint, counterexample } = property;
  if (status === 'bestanden') return '';
  const finding = message ?? exerciseMessage ?? statusWords[status];
  const lines = [texts.rule(rule), texts.finding(statusWords[status], finding)];
  if (hint !== undefined && counterexample?.fault === undefined) lines.push(texts.hint(hint));
  return lines.map(clean).join('\n');
}

/** Fulfilled, or not to be judged because the grader itself has failed. */
export function isTrusted({ status }: PropertyResult): boolean {
  return status === 'bestanden' || status === 'pruefer-fehler';
}
