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
  Record<string, (quoted: string, meant: string | undefined, command: string) => string>
> = {
  'commander.unknownOption': (quoted, meant, command) =>
    `Eine Option „${quoted}“ gibt es nicht.${meantBy(meant)} Alle zeigt:\n${helpOf(command)}`,
  'commander.optionMissingArgument': (quoted, _meant, command) =>
    `Hinter „${quoted}“ fehlt der Wert. Welcher, zeigt:\n${helpOf(command)}`,
  'commander.missingArgument': (quoted, _meant, command) =>
    `Die Angabe „${quoted}“ fehlt. Was nötig ist, zeigt:\n${helpOf(command)}`,
  'commander.unknownCommand': (quoted, meant) =>
    `Einen Befehl „${quoted}“ gibt es nicht.${meantBy(meant)}`,
};

export const parseFallback = (command: string) =>
  `Dieser Aufruf ist nicht verständlich. Was möglich ist, zeigt:\n${helpOf(command)}`;

function helpOf(command: string): string {
  return `npm run ${command} -- --help`;
}

function meantBy(meant: string | undefined): string {
  return meant === undefined ? '' : ` Meinten Sie „${meant}“?`;
}
