import type {
  DnsAnswer,
  Instance,
  Question,
  SrvRecord,
  Zone,
} from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import { canonical, sameData } from '../../../checkers/data.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import {
  type AnsweringInput,
  type AnsweringSeen,
  type DrawingSeen,
  draws,
  type OrderingSeen,
} from './dns-functions.ts';
import { isRecord } from './values.ts';
import { dnsWording as wording } from './wording-dns.ts';

export function normalise(name: unknown): string {
  return String(name).toLowerCase().replace(/\.$/, '');
}

/** What the contract wants to be answered. */
export function expectedAnswer(
  { name: asked, recordType }: Question,
  instances: readonly Instance[],
  { domain, ttl, negativeTtl }: Zone,
): DnsAnswer {
  const name = normalise(asked);
  if (name !== domain && !name.endsWith(`.${domain}`)) {
    return { rcode: 'REFUSED', answers: [], additional: [], negativeTtl: null };
  }
  const targetOf = ({ id, service }: Instance): string => `${id}.${service}.${domain}`;
  const address = (of: string, value: string) =>
    ({ recordType: 'A', name: of, ttl, address: value }) as const;
  const hosts = instances.filter(
    (one) => name === `${one.service}.${domain}` || name === targetOf(one),
  );
  const places = instances.filter(({ service }) => name === `_${service}._tcp.${domain}`);
  if (recordType === 'A' && hosts.length > 0) {
    const addresses = [...new Set(hosts.map((one) => one.address))];
    const answers = addresses.map((value) => address(name, value));
    return { rcode: 'NOERROR', answers, additional: [], negativeTtl: null };
  }
  if (recordType === 'SRV' && places.length > 0) {
    return {
      rcode: 'NOERROR',
      answers: places.map((one): SrvRecord => {
        const { priority, weight, port } = one;
        return { recordType: 'SRV', name, ttl, priority, weight, port, target: targetOf(one) };
      }),
      additional: places.map((one) => address(targetOf(one), one.address)),
      negativeTtl: null,
    };
  }
  const isKnown = name === domain || hosts.length > 0 || places.length > 0;
  return { rcode: isKnown ? 'NOERROR' : 'NXDOMAIN', answers: [], additional: [], negativeTtl };
}

/** Which of the questions a property is about. */
type About = (expected: DnsAnswer, question: Question) => boolean;

export const isAddress: About = ({ answers }, { recordType }) =>
  recordType === 'A' && answers.length > 0;
export const isService: About = ({ answers }, { recordType }) =>
  recordType === 'SRV' && answers.length > 0;
export const isNegative: About = ({ answers }) => answers.length === 0;

export function checkAnswers(about: About) {
  return (
    { answers, after }: AnsweringSeen,
    { questions, instances, zone }: AnsweringInput,
  ): Verdict => {
    for (const [index, question] of questions.entries()) {
      const expected = expectedAnswer(question, instances, zone);
      const actual = answers[index];
      if (!about(expected, question) || sameData(ordered(actual), ordered(expected))) continue;
      return violated(wording.wrongAnswer(question), [], { expected, actual });
    }
    return sameData(after, instances) ? holds : violated(wording.argumentChanged('answerQuestion'));
  };
}

/** With its lists in an order of ours: the contract leaves it free. */
function ordered(answer: unknown): unknown {
  if (!isRecord(answer)) return answer;
  return { ...answer, answers: sorted(answer.answers), additional: sorted(answer.additional) };
}

function sorted(list: unknown): unknown {
  return Array.isArray(list) ? list.map(canonical).sort() : list;
}

export function checkOrder(
  { ordered: order, after }: OrderingSeen,
  records: readonly SrvRecord[],
): Verdict {
  if (!sameData(sorted(order), sorted(records))) {
    return violated(wording.notPermutation(), [], { expected: records, actual: order });
  }
  const priorities = (order as readonly SrvRecord[]).map(({ priority }) => priority);
  const wrong = priorities.findIndex((priority, i) => priority < (priorities[i - 1] ?? 0));
  if (wrong >= 0) return violated(wording.priorityOrder(), [], { actual: order });
  return sameData(after, records) ? holds : violated(wording.argumentChanged('orderTargets'));
}

/**
 * The share of each record among the draws for a place, given who came before, is its share of the weight
 * left. RFC 2782 draws a whole number from 0 to the sum: with sums of 40 and more that is off by less than
 * 0.02. Of 1000 draws the standard deviation is at most 0.016, of the 400 and more that follow a first draw
 * of 0.4 and more at most 0.025: the margins below are more than four of them. The numbers drawn are the same in each run.
 */
export function checkWeights({ orders }: DrawingSeen, weights: readonly number[]): Verdict {
  const list = Object.entries(orders).map(([key, times]) => ({
    order: key.split(',').map(Number),
    times,
  }));
  const firsts = weights.map((_, index) =>
    list.reduce((sum, { order, times }) => sum + (order[0] === index ? times : 0), 0),
  );
  const verdict = compareShares(weights, firsts, draws, 0.09);
  if (verdict !== undefined) return verdict;
  const heaviest = weights.indexOf(Math.max(...weights));
  const after = list.filter(({ order }) => order[0] === heaviest);
  const seconds = weights.map((_, index) =>
    after.reduce((sum, { order, times }) => sum + (order[1] === index ? times : 0), 0),
  );
  const left = weights.map((weight, index) => (index === heaviest ? 0 : weight));
  const total = seconds.reduce((sum, times) => sum + times, 0);
  return compareShares(left, seconds, total, 0.13) ?? holds;
}

function compareShares(
  weights: readonly number[],
  times: readonly number[],
  total: number,
  margin: number,
): Verdict | undefined {
  const sum = weights.reduce((one, other) => one + other, 0);
  if (sum === 0 || total === 0) return undefined;
  for (const [index, weight] of weights.entries()) {
    const share = (times[index] ?? 0) / total;
    const expected = weight / sum;
    if (Math.abs(share - expected) <= margin) continue;
    return violated(wording.wrongShare(weight, weights, share), [], { expected, actual: share });
  }
  return undefined;
}
