const prefix = 'arbeitsbuch-kapitel8:werkstatt:';

/** A student's files by name. */
export type Texts = Readonly<Record<string, string>>;

/** What this browser keeps of the work on one exercise; nobody else sees it. */
export class Store {
  private readonly key: string;

  constructor(
    chapter: string,
    exercise: string,
    /** `undefined` where a browser denies it altogether. */
    private readonly storage: Storage | undefined = localStorageIfAny(),
  ) {
    this.key = `${prefix}${chapter}/${exercise}`;
  }

  /** What was kept; `undefined` if nothing, or if it cannot be read. */
  read(): Texts | undefined {
    try {
      return textsIn(this.storage?.getItem(this.key) ?? null);
    } catch {
      return undefined;
    }
  }

  /** `false` if the browser keeps nothing. */
  write(texts: Texts): boolean {
    try {
      if (this.storage === undefined) return false;
      this.storage.setItem(this.key, JSON.stringify(texts));
      return true;
    } catch {
      return false;
    }
  }

  /** Calls back when another window of this browser has written. */
  onWrittenElsewhere(act: (texts: Texts) => void): void {
    addEventListener('storage', (event) => {
      const texts = event.key === this.key ? textsIn(event.newValue) : undefined;
      if (texts !== undefined) act(texts);
    });
  }
}

function textsIn(json: string | null): Texts | undefined {
  if (json === null) return undefined;
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null) return undefined;
  const texts = Object.entries(value).filter(([, text]) => typeof text === 'string');
  return Object.fromEntries(texts) as Texts;
}

function localStorageIfAny(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
