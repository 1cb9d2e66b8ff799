import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** KaTeX's style sheet and fonts; the browser loads only those a page needs. */
export async function katexFiles(): Promise<[string, string | Uint8Array][]> {
  const home = dirname(createRequire(import.meta.url).resolve('katex/dist/katex.min.css'));
  const css = await readFile(join(home, 'katex.min.css'), 'utf8');
  const fonts = (await readdir(join(home, 'fonts'))).filter((name) => name.endsWith('.woff2'));
  return [
    // Every browser that runs the book's scripts reads WOFF2.
    ['katex/katex.css', css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, '')],
    ...(await Promise.all(
      fonts
        .sort()
        .map(
          async (name): Promise<[string, Uint8Array]> => [
            `katex/fonts/${name}`,
            await readFile(join(home, 'fonts', name)),
          ],
        ),
    )),
  ];
}
