/**
 * German: what the engine's English message means, where it is one that is known. Beside the
 * original, which is what one searches the web for.
 *
 * @param detail message of an exception, as V8 words it in Node 20 to 26.
 */
export function exceptionMeaning(detail: string): string | undefined {
  for (const [pattern, meaning] of meanings) {
    const found = pattern.exec(detail);
    if (found !== null) return meaning(found[1] ?? '', found[2] ?? '');
  }
  return undefined;
}

type Meaning = (first: string, second: string) => string;

const frozenBuiltin =
  'Eingebaute Objekte, globale Namen und der „context“ sind eingefroren und lassen sich nicht verändern. Legen Sie eigene Objekte an.';
const frozenData =
  'Nachrichten, Anfragen, gespeicherte Werte, der „context“ und eingebaute Objekte sind eingefroren und lassen sich nicht verändern. Verändern Sie eine Kopie, etwa „{ ...wert }“ oder „[...liste]“.';
// An array or a plain object without own behaviour is data that came in, unless a method is meant.
const methods =
  /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|map|filter|reduce|forEach|toString|valueOf|constructor|prototype)$/;

const meanings: readonly (readonly [RegExp, Meaning])[] = [
  [
    /^Cannot assign to read only property '([^']*)' of object '(?:\[object (?:Array|Object)\]|#<Object>)'/,
    (name) => (methods.test(name) ? frozenBuiltin : frozenData),
  ],
  [
    /^Cannot (?:add property ([^ ,]+), object is not extensible|delete property '([^']*)' of)/,
    () => frozenData,
  ],
  [
    /read only property|object is not extensible|is not extensible$|Cannot redefine property/,
    () => frozenBuiltin,
  ],
  [
    /^Cannot read properties of (undefined|null) \(reading '([^']*)'\)/,
    (nothing, name) =>
      `Das heißt: „.${name}“ wird gelesen, wo links vom Punkt „${nothing}“ steht. Prüfen Sie, ob der Wert überhaupt da ist, bevor Sie ihn benutzen.`,
  ],
  [
    /^Cannot set properties of (undefined|null) \(setting '([^']*)'\)/,
    (nothing, name) =>
      `Das heißt: „.${name}“ wird gesetzt, wo links vom Punkt „${nothing}“ steht. Legen Sie das Objekt zuerst an.`,
  ],
  [
    /^Cannot destructure property '([^']*)' of .* as it is (undefined|null)/,
    (name, nothing) =>
      `Das heißt: „${name}“ soll aus einem Objekt genommen werden, aber dort steht „${nothing}“.`,
  ],
  [
    /^(.{1,60}?) is not a function$/,
    (name) =>
      `Das heißt: „${name}“ wird aufgerufen, ist aber keine Funktion. Prüfen Sie die Schreibweise und ob es diese Methode bei diesem Wert gibt.`,
  ],
  [
    /^(.{1,60}?) is not iterable/,
    (name) =>
      `Das heißt: „${name}“ wird durchlaufen („for … of“ oder „...“), ist aber keine Liste, keine Map und kein Set.`,
  ],
  [
    /^(.{1,60}?) is not defined$/,
    (name) =>
      `Das heißt: Einen Namen „${name}“ gibt es hier nicht. Prüfen Sie die Schreibweise und ob Sie ihn importiert haben.`,
  ],
  [
    /^Cannot access '([^']*)' before initialization$/,
    (name) => `Das heißt: „${name}“ wird benutzt, bevor die Zeile läuft, die es anlegt.`,
  ],
  [
    /^Assignment to constant variable/,
    () =>
      'Das heißt: Einer Konstanten wird ein neuer Wert gegeben. Vereinbaren Sie sie mit „let“, wenn sie sich ändern soll.',
  ],
  [
    /^Reduce of empty array with no initial value$/,
    () =>
      'Das heißt: „reduce“ läuft über eine leere Liste und hat keinen Anfangswert. Geben Sie ihn als zweites Argument an.',
  ],
  [
    /^Cannot convert undefined or null to object$/,
    () => 'Das heißt: Wo ein Objekt stehen müsste, steht „undefined“ oder „null“.',
  ],
  [
    /not a valid constructor\.$/,
    () =>
      'Code aus Texten (etwa „new Function(…)“) wird hier nicht ausgeführt. Schreiben Sie die Funktion aus.',
  ],
  [
    /^(.{1,60}?) is not a constructor$/,
    (name) => `Das heißt: „new ${name}“ geht nicht, denn „${name}“ ist keine Klasse.`,
  ],
  [
    /^Invalid (?:string|array) length$/,
    () =>
      'Der Text oder das Array würde größer, als JavaScript erlaubt. Suchen Sie nach Werten, die sich immer wieder verdoppeln.',
  ],
];
