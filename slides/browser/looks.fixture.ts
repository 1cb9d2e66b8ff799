import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** What a reader would find wrong with how a page looks, as texts; nothing, one hopes. */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface AxeOptions {
  /** Only these rules. */
  readonly rules?: readonly string[];
  /** Only what is in here: a selector. */
  readonly at?: string;
}

/** What axe-core finds, as `rule: element`. */
export async function violations(page: Page, { rules, at }: AxeOptions = {}): Promise<string[]> {
  await provideAxe(page);
  // What passes is not asked for: to describe all of it costs more than to judge it.
  const options = {
    preload: false,
    resultTypes: ['violations'],
    ...(rules && { runOnly: rules }),
  };
  return page.evaluate(`(async () => {
    const { violations } = await axe.run(${at === undefined ? 'document' : JSON.stringify(at)}, ${JSON.stringify(options)});
    // A head that is a formula has its words in MathML, which axe takes for hidden text.
    const isFormula = (id, [target]) =>
      id === 'empty-table-header' && document.querySelector(target + ' math') !== null;
    return violations.flatMap(({ id, nodes }) =>
      nodes.filter(({ target }) => !isFormula(id, target)).map(({ target }) => id + ': ' + target));
  })()`);
}

/** In both themes: all rules in the light one, in the dark one the contrast, for nothing else differs. */
export async function violationsInThemes(page: Page, at?: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const rules = colorScheme === 'dark' ? { rules: ['color-contrast'] } : {};
    const seen = await violations(page, { ...rules, ...(at !== undefined && { at }) });
    found.push(...seen.map((each) => `${colorScheme}, ${each}`));
  }
  return found;
}

/** Puts axe-core into the page, once. */
export async function provideAxe(page: Page): Promise<void> {
  if (!(await page.evaluate(`'axe' in globalThis`))) await page.evaluate(axe);
}

/** A telephone, and what a zoom of 200 % leaves of a screen of 640 px. */
const narrowWidths = [360, 320];

/** The widths at which the page has to be scrolled sideways, as `360: 412`. */
export async function tooWide(page: Page, widths = narrowWidths): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 740 });
    const [inner, outer] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    );
    if (inner > outer) found.push(`${width}: ${inner}`);
  }
  return found;
}

/** Two frames: whatever was asked to be drawn is drawn. */
export function drawn(page: Page): Promise<void> {
  return page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))',
  );
}
