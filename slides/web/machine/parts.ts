import type { ScriptName } from './clerk-calls.ts';

declare global {
  /** Program text of the clerk; of the others, base64 of what gzip made. */
  var machineParts: Partial<Record<ScriptName, string>> | undefined;
}

/** Where the page's own script lies; the folder `werkstatt` is beside it. */
const home = (document.currentScript as HTMLScriptElement | null)?.src ?? document.baseURI;

const loading = new Map<ScriptName, Promise<string>>();

/** Loads a part; from a file, a script is all that a page may load. Whoever gets it keeps it. */
export function loadPart(name: ScriptName): Promise<string> {
  const known = loading.get(name) ?? load(name).finally(() => loading.delete(name));
  loading.set(name, known);
  return known;
}

function load(name: ScriptName): Promise<string> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL(`werkstatt/teile/${name}.js`, home).href;
    script.charset = 'utf-8';
    const fail = () => reject(new Error(`cannot load ${script.src}`));
    script.onerror = fail;
    script.onload = () => {
      script.remove();
      const content = globalThis.machineParts?.[name];
      if (content === undefined) fail();
      else resolve(content);
      // Some megabytes: whoever asked has them now.
      delete globalThis.machineParts?.[name];
    };
    document.head.append(script);
  });
}
