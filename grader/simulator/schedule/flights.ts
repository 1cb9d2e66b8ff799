import type { Letter } from './alphabet.ts';
import type { DeliveryInput } from './local-step.ts';

/** A message under way. */
export interface Flight {
  readonly letter: Letter;
  /** Number of the message in the run. */
  readonly id: number;
  readonly delivery: DeliveryInput;
  /** Vector clock of the sending. */
  readonly clock: readonly number[];
  /** Copies delivered so far. */
  readonly copies: number;
}

/** What is under way, in the order of sending. Does not change: adding and taking make others. */
export class Flights {
  static readonly none = new Flights([]);

  private constructor(private readonly all: readonly Flight[]) {}

  get size(): number {
    return this.all.length;
  }

  find(letter: Letter): Flight {
    return this.all.find((flight) => flight.letter === letter) as Flight;
  }

  with(flight: Flight): Flights {
    return new Flights([...this.all, flight]);
  }

  without(letter: Letter): Flights {
    return new Flights(this.all.filter((flight) => flight.letter !== letter));
  }

  /** One more copy has been delivered; the message itself stays under way. */
  copied(letter: Letter): Flights {
    return new Flights(
      this.all.map((each) =>
        each.letter === letter ? { ...each, copies: each.copies + 1 } : each,
      ),
    );
  }

  letters(): Letter[] {
    return this.all.map(({ letter }) => letter);
  }

  /** Of each link only the message sent first. */
  heads(): Letter[] {
    return this.letters().filter(
      (letter, i, all) =>
        all.findIndex(({ from, to }) => from === letter.from && to === letter.to) === i,
    );
  }
}
