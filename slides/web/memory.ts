const prefix = 'arbeitsbuch-kapitel8:';

/** What this browser remembers under a name; `otherwise` if nothing, or if it may not remember. */
export function remembered<Value>(name: string, otherwise: Value): Value {
  try {
    const text = localStorage.getItem(prefix + name);
    return text === null ? otherwise : (JSON.parse(text) as Value);
  } catch {
    return otherwise;
  }
}

export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // A private window or a full store: the page works all the same.
  }
}
