import { holds, type Verdict, violated } from '../../suite.ts';

/** Something a walk through a trace found wrong, under the name of the rule it violates. */
export interface Finding<Rule extends string> {
  readonly rule: Rule;
  /** German, from the wording catalogue. */
  readonly message: string;
  readonly events: readonly number[];
  readonly expected?: unknown;
  readonly actual?: unknown;
}

/** The verdict of a property that stands for some of the rules: the first finding decides. */
export function verdictOf<Rule extends string>(
  findings: readonly Finding<Rule>[],
  rules: readonly Rule[],
): Verdict {
  const first = findings.find(({ rule }) => rules.includes(rule));
  if (first === undefined) return holds;
  const { message, events, expected, actual } = first;
  return violated(message, events, {
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
  });
}
