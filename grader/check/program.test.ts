import { describe, expect, it } from 'vitest';
import { createProgram, parse } from '../command-line/program.ts';
import { registerCheck } from './command.ts';
import { defaultSeed, type Invocation } from './invocation.ts';
import { registerQuiz } from './quiz/command.ts';

async function parsed(...words: string[]): Promise<{ invocation: Invocation; color: boolean }> {
  const calls: { invocation: Invocation; color: boolean }[] = [];
  const program = createProgram();
  const check = registerCheck(program, async (invocation, color) => {
    calls.push({ invocation, color });
  });
  registerQuiz(check, async () => {});
  await parse(program, words);
  expect(calls).toHaveLength(1);
  return calls[0] as { invocation: Invocation; color: boolean };
}

describe('the command line', () => {
  it('becomes an invocation', async () => {
    const { invocation, color } = await parsed('check', 'raft', 'lamport', '--runs', '5', '--hint');
    expect(invocation).toMatchObject({ names: ['raft', 'lamport'], runs: 5, hint: true });
    expect(invocation).toMatchObject({ seed: defaultSeed, watch: false, debug: false });
    expect(color).toBe(true);
  });

  it('takes negative seeds and --no-color', async () => {
    const { invocation, color } = await parsed('check', '--seed', '-3', '--no-color');
    expect({ seed: invocation.seed, color }).toEqual({ seed: -3, color: false });
  });

  it.each([
    [['chekc'], /Meinten Sie „check“/],
    [['check', 'raft', '--jbos', '2'], /Meinten Sie „--jobs“/],
    [['check', 'raft', '--jobs', 'zwei'], /^„zwei“ ist kein Wert für „--jobs“.*ab 1\.$/],
    [['check', 'raft', '--runs', '0'], /^„0“ ist kein Wert für „--runs“/],
    [['check', 'raft', '--seed', '1.5'], /^„1.5“ ist kein Wert für „--seed“/],
    [['check', 'raft', '--json'], /Hinter „--json“ fehlt der Wert/],
    [['check', '--quatsch'], /„--quatsch“ gibt es nicht/],
    [['check', '--json', 'x', 'quiz'], /^„--json“ steht vor „quiz“ und gilt dort nicht/],
  ])('answers %j in German', async (words, sentence) => {
    await expect(parsed(...words)).rejects.toThrow(sentence);
  });
});
