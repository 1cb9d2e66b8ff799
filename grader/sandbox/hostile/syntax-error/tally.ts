// Does not parse.
export function double(value: number {
  return 2 * value;
}
