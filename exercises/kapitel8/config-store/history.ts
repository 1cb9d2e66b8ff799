import type { StoreEvent } from './contract.ts';

/** Ein wartendes GET: worauf es wartet und was mit dem einen Ereignis geschieht, das ihm genügt. */
export interface Watch {
  readonly key: string;
  readonly recursive: boolean;
  /** Nur Ereignisse mit diesem oder höherem Index zählen. */
  readonly sinceIndex: number;
  onEvent(event: StoreEvent): void;
}

/**
 * Die letzten Ereignisse des ganzen Speichers und die Beobachter, die auf die nächsten warten. Ein
 * Vorschlag für Teil 4; wenn Sie es anders machen, lassen Sie diese Datei unbenutzt und leeren Sie sie.
 */
export class History {
  constructor(readonly limit: number) {}

  /** Index des ältesten Ereignisses, das noch bekannt ist; 0, solange nichts geschehen ist. */
  get startIndex(): number {
    // TODO(8.4): Teil 4
    throw new Error('TODO(8.4): „History.startIndex“ fehlt noch (Teil 4: Beobachten).');
  }

  /** Nimmt ein Ereignis auf und antwortet den Beobachtern, die auf es warten. */
  record(_event: StoreEvent, _isRefresh: boolean): void {
    // TODO(8.4): Teil 4
    throw new Error('TODO(8.4): „History.record“ fehlt noch (Teil 4: Beobachten).');
  }

  /** Antwortet aus der Historie, wenn sie schon ein passendes Ereignis hat; sonst wird gewartet. */
  watch(_watch: Watch): void {
    // TODO(8.4): Teil 4
    throw new Error('TODO(8.4): „History.watch“ fehlt noch (Teil 4: Beobachten).');
  }
}
