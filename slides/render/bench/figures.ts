import { renderTable } from '../../../grader/bench/render.ts';
import { benchWording as words } from './wording.ts';

/** One figure of the page and what it must not exceed, or reach. */
export interface Figure {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly isMet: boolean;
}

/** Takes figures one after the other, so that one that cannot be had costs none of the others. */
export class Figures {
  private readonly figures: Figure[] = [];

  /** Measures, says so at once, and goes on whatever happens. */
  async take(
    what: string,
    target: string,
    measure: () => Promise<Omit<Figure, 'what' | 'target'>>,
  ) {
    const figure = await measure().then(
      (measured) => ({ what, target, ...measured }),
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        return { what, target, measured: words.notMeasured(reason), isMet: false };
      },
    );
    this.figures.push(figure);
    console.log(words.row(figure));
  }

  get areMet(): boolean {
    return this.figures.every(({ isMet }) => isMet);
  }

  /** Markdown for `docs/messungen.md`. */
  table(): string {
    return renderTable({
      title: words.title,
      columns: words.columns,
      rows: this.figures.map(({ what, target, measured, isMet }) => [
        what,
        target,
        measured,
        isMet ? words.met : words.missed,
      ]),
      notes: [],
    });
  }
}
