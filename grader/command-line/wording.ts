/** German sentences that all commands share. */

export const programWording = {
  program: 'Prüft Ihre Lösungen zu den Aufgaben des Arbeitsbuchs.',
  help: 'diese Hilfe zeigen',
};

export const systemWording = {
  reasons: {
    EACCES: 'keine Schreibrechte',
    EPERM: 'keine Schreibrechte',
    EROFS: 'das Laufwerk ist schreibgeschützt',
    ENOSPC: 'das Laufwerk ist voll',
    EDQUOT: 'Ihr Speicherplatz ist erschöpft',
    ENOENT: 'den Ordner gibt es nicht',
    ENOTDIR: 'ein Teil des Pfades ist kein Ordner',
    EISDIR: 'dort liegt ein Ordner',
    EEXIST: 'dort liegt eine Datei',
  } as Readonly<Record<string, string>>,
  unknownReason: 'unbekannter Grund',
};

/** Headings of the help, by commander's own. */
export const helpTitles: Readonly<Record<string, string>> = {
  'Usage:': 'Aufruf:',
  'Arguments:': 'Angaben:',
  'Options:': 'Optionen:',
  'Commands:': 'Befehle:',
};

/** What commander objects to; `quoted` is the piece of the command line. */
export const parseWording: Readonly<
  Record<string, (quoted: string, meant: string | undefined) => string>
> = {
  'commander.unknownOption': (quoted, meant) =>
    `Eine Option „${quoted}“ gibt es nicht.${meantBy(meant)} Alle zeigt:\nnpm run check -- --help`,
  'commander.optionMissingArgument': (quoted) =>
    `Hinter „${quoted}“ fehlt der Wert. Welcher, zeigt:\nnpm run check -- --help`,
  'commander.unknownCommand': (quoted, meant) =>
    `Einen Befehl „${quoted}“ gibt es nicht.${meantBy(meant)}`,
};

export const parseFallback =
  'Dieser Aufruf ist nicht verständlich. Was möglich ist, zeigt:\nnpm run check -- --help';

function meantBy(meant: string | undefined): string {
  return meant === undefined ? '' : ` Meinten Sie „${meant}“?`;
}
