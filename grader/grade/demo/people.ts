const firstNames = [
  'Änne',
  'Björn',
  'Céline',
  'Dörte',
  'Emre',
  'Fatma',
  'Götz',
  'Hülya',
  'Ines',
  'Jörg',
  'Katja',
  'Lukas',
  'Märit',
  'Noël',
  'Ömer',
  'Petra',
  'Quirin',
  'René',
  'Söhnke',
  'Tülay',
  'Uwe',
  'Vanessa',
  'Wenzel',
  'Xaver',
  'Yvonne',
  'Zoë',
  'Anton',
  'Bärbel',
  'Caspar',
  'Daniela',
  'Erik',
  'Franziska',
  'Günter',
  'Hannah',
  'Igor',
  'Jana',
  'Kevin',
  'Leonie',
  'Mehmet',
  'Nora',
];
const lastNames = [
  'Bäcker',
  'Müller',
  'Größler',
  'Strauß',
  'Nguyễn',
  'Kowalski',
  'Öztürk',
  'Schröder',
  'Weiß',
  'Böhm',
  'Lange',
  'Krüger',
  'Vogel',
  'Jäger',
  'Roth',
  'Köhler',
  'Fuchs',
  'Sánchez',
  'Haas',
  'Schäfer',
  'Keller',
  'Günther',
  'Frank',
  'Albrecht',
  'Pätzold',
  'Seidel',
  'Dönitz',
  'Arslan',
  'Brandt',
  'Höfer',
  'Ivanova',
  'Münch',
  'Rößler',
  'Thiel',
  'Ullrich',
  'Voß',
  'Winter',
  'Yilmaz',
  'Zöllner',
  'Dąbrowski',
  'Lindström',
];

export interface MadeUpPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** Moodle's number for the person in this assignment. */
  readonly moodleId: number;
}

/** Person number `index` of a class; no two of the first 1,640 have the same name. */
export function personAt(index: number): MadeUpPerson {
  const round = Math.floor(index / (firstNames.length * lastNames.length));
  // The numbers of names have no common divisor: all pairs come before one comes again.
  const firstName = firstNames[index % firstNames.length] ?? '';
  const lastName = lastNames[(index * 7) % lastNames.length] ?? '';
  const suffix = round === 0 ? '' : `.${round + 1}`;
  return {
    firstName,
    lastName,
    email: `${ascii(firstName)}.${ascii(lastName)}${suffix}@example.org`,
    moodleId: 4_711_000 + index * 13,
  };
}

/** As university addresses spell names. */
function ascii(name: string): string {
  const spelled: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
  return name
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/[^a-z]/g, '');
}
