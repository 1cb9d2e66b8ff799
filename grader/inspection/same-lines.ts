/** Equal but for line ends, spaces at their ends and empty lines at the end of the file. */
export function sameLines(one: string, other: string): boolean {
  const plain = (text: string) => text.replace(/[ \t]*\r?\n/g, '\n').trimEnd();
  return one === other || plain(one) === plain(other);
}
