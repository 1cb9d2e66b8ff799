const loading = new Map<string, Promise<void>>();

/** Loads a script once; from a file, a script is all that a page may load. */
export function loadScript(src: string): Promise<void> {
  const known = loading.get(src) ?? load(src);
  loading.set(src, known);
  // What could not be loaded is tried again next time.
  known.catch(() => loading.delete(src));
  return known;
}

function load(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.charset = 'utf-8';
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error(src));
    };
    document.head.append(script);
  });
}
