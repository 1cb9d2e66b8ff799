// Sloppy code.
export function double(value: number) {
  with (Math) return max(value, 2 * value);
}
export const createTally = double;
