/**
 * Resolves a relative import between files of a submission: `./clock`, `./clock.ts`, `./clock.js`
 * and `./clock/index.ts` are what TypeScript allows. Paths always use `/`.
 *
 * @returns the first existing path, or `undefined`, also if it would leave the exercise's folder.
 */
export function resolveRelative(
  specifier: string,
  importer: string,
  exists: (path: string) => boolean,
): string | undefined {
  const joined = joinPath(importer, specifier);
  if (joined === undefined) return undefined;
  const stem = joined.replace(/\.js$/, '');
  const candidates = [joined, `${joined}.ts`, `${stem}.ts`, joinPath(`${joined}/x`, './index.ts')];
  return candidates.find((path) => path?.endsWith('.ts') && exists(path));
}

function joinPath(importer: string, specifier: string): string | undefined {
  const parts = importer.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
