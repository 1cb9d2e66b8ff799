import { describe, expect, it } from 'vitest';
import { ProgressLine } from './progress-line.ts';

function lineOn(output: { isTTY?: boolean; columns?: number }, count = 2) {
  let now = 0;
  let written = '';
  const line = new ProgressLine(
    {
      ...output,
      write: (text) => {
        written += text;
      },
    },
    count,
    () => now,
  );
  return {
    line,
    pass: (ms: number) => {
      now += ms;
    },
    /** What stands in the line now. */
    shown: () => written.split('\r\u001b[2K').at(-1),
    written: () => written,
  };
}

describe('ProgressLine', () => {
  it('shows what runs, how far it is and how long it may take', () => {
    const { line, pass, shown } = lineOn({ isTTY: true });
    line.update('raft', 0);
    expect(shown()).toBe('Prüfe raft 0 %');
    pass(3000);
    line.update('raft', 0.6);
    pass(100);
    line.update('lamport', 0);
    expect(shown()).toBe('Prüfe raft 60 % · lamport 0 % · noch etwa 7 s');
    pass(100);
    line.end('raft');
    expect(shown()).toBe('Prüfe lamport 0 % · noch etwa 3 s');
  });

  it('never says 100 % while something goes on, and nothing at the end', () => {
    const { line, pass, shown, written } = lineOn({ isTTY: true }, 1);
    line.update('raft', 1);
    expect(shown()).toBe('Prüfe raft 99 %');
    line.clear();
    expect(shown()).toBe('');
    const before = written();
    pass(1000);
    line.end('raft');
    expect(written()).toBe(before);
  });

  it('fits the terminal and is redrawn only now and then', () => {
    const { line, pass, shown, written } = lineOn({ isTTY: true, columns: 24 });
    line.update('service-discovery', 0.5);
    expect(shown()).toHaveLength(23);
    const before = written();
    pass(10);
    line.update('service-discovery', 0.6);
    expect(written()).toBe(before);
  });

  it('writes nothing where it would stay', () => {
    const { line, written } = lineOn({});
    line.update('raft', 0.5);
    line.clear();
    expect(written()).toBe('');
  });
});
