/**
 * V8's settings while a job runs, and V8's own. A child lives for a moment: most of what V8 would
 * compile to optimised machine code never pays back the time for it. No verdict depends on these; all
 * limits are counted elsewhere.
 *
 * The worker itself sets them, and they are put back before the next one starts: V8 takes the compiled
 * code of Node's own modules, which Node brings along, only while all flags are as they were when that
 * code was made, and without it a worker takes twice as long to start. For the same reason none of them
 * is on the command line. A version of V8 that does not know one says so to nobody and goes on.
 */
export const engineFlags = {
  atWork: [
    // Optimise what has run twelve times as long as usual.
    '--interrupt-budget=792000',
    // Compile half as much into one function.
    '--max-inlined-bytecode-size-cumulative=460',
    // Nobody waits for a pause, and marking the heap at once is less work than marking beside it.
    '--no-incremental-marking',
  ],
  usual: [
    '--interrupt-budget=67584',
    '--max-inlined-bytecode-size-cumulative=920',
    '--incremental-marking',
  ],
} as const;
