/** German sentences about quizzes: what is wrong with a block, and what to do. */

const germanNumber = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 10 });

const schema = {
  notANumber: 'Hier wird eine Zahl erwartet, mit Punkt statt Komma: 4 oder 0.5.',
  notWhole: (least: number) => `Hier wird eine ganze Zahl ab ${least} erwartet.`,
  negative: 'Die Abweichung ist negativ. Schreiben Sie 0 oder eine größere Zahl.',
  notAFlag: 'Hier wird true oder false erwartet.',
  notAnId:
    'Eine Kennung besteht aus Kleinbuchstaben und Ziffern, mit Bindestrichen: lamport-umkehrung. Umlaute schreiben Sie aus (ae, oe, ue, ss).',
  notAnAnchor:
    "Hier wird ein Abschnitt dieses Kapitels erwartet, in Anführungszeichen: '#uhrenbedingung'. Ohne sie hält YAML den Rest für einen Kommentar.",
  notANumericAnswer:
    'Hier wird eine Zahl erwartet (4 oder 0.5) oder eine berechnete: { scene: …, fact: … }.',
  notOneRight: (count: number) =>
    `Bei type: single ist genau eine Antwort richtig, hier ${count === 0 ? 'keine' : `sind es ${count}`}. Setzen Sie „correct: true“ genau einmal, oder nehmen Sie type: multiple.`,
  noneRight: 'Keine Antwort ist richtig. Setzen Sie mindestens einmal „correct: true“.',
  allRight:
    'Alle Antworten sind richtig; dann gibt es nichts zu entscheiden. Ergänzen Sie mindestens eine falsche.',
  twice: (text: string) => `„${text}“ steht zweimal zur Wahl. Formulieren Sie eines um.`,
  distractorIsRight: (text: string) =>
    `„${text}“ ist schon die richtige Zuordnung eines Paars und kann kein Köder sein. Nehmen Sie etwas anderes.`,
  noSuchItem: (index: number, count: number) =>
    `Einen Schritt ${index} gibt es nicht: Gezählt wird ab 0, bei ${count} Schritten also bis ${count - 1}.`,
  againstOrder: (earlier: number, later: number) =>
    `Schritt ${earlier} soll vor Schritt ${later} kommen, steht unter „items“ aber nicht davor. Ordnen Sie „items“ so, dass die Reihenfolge selbst eine richtige ist.`,
  misconceptionIsRight: (value: number | string) =>
    `${value} ist die richtige Antwort und kann kein Irrtum sein. Nehmen Sie einen anderen Wert oder eine kleinere „tolerance“.`,
  freeWithoutMisconception:
    'Ohne „options“ wird frei geantwortet; dann wird unter „misconceptions“ mindestens ein typischer falscher Wert mit Erklärung gebraucht.',
  misconceptionsAndOptions:
    'Mit „options“ trägt jede Antwort ihre Erklärung selbst. Lassen Sie „misconceptions“ weg.',
  optionWithoutText:
    'Dieser Antwort fehlt „value“ (der Wert, der mit der Szene verglichen wird) oder „text“.',
};

const structure = {
  missing: (field: string) => `Das Feld „${field}“ fehlt. Ergänzen Sie es.`,
  missingEntry: (field: string) =>
    `Unter „${field}“ fehlt ein Eintrag. Bei „before“ stehen immer zwei Nummern: [0, 1].`,
  empty: (field: string) => `„${field}“ ist leer. Schreiben Sie hinter den Doppelpunkt einen Text.`,
  unknownField: (field: string, meant: string | undefined, known: readonly string[]) =>
    `Ein Feld „${field}“ gibt es hier nicht.${meant === undefined ? '' : ` Meinten Sie „${meant}“?`} Möglich sind: ${known.join(', ')}.`,
  commaSplit: (field: string) =>
    `In geschweiften Klammern trennt ein Komma Felder, deshalb wird „${field}“ für ein Feld gehalten. Setzen Sie den Text davor in Anführungszeichen ("…"), oder schreiben Sie jedes Feld auf eine eigene Zeile.`,
  unknownType: (given: string | undefined, meant: string | undefined, known: readonly string[]) =>
    given === undefined
      ? `Das Feld „type“ fehlt. Schreiben Sie eines von: ${known.join(', ')}.`
      : `Eine Art „${given}“ gibt es nicht.${meant === undefined ? '' : ` Meinten Sie „${meant}“?`} Möglich sind: ${known.join(', ')}.`,
  tooFew: (field: string, least: number) =>
    `Unter „${field}“ ${least === 1 ? 'wird mindestens ein Eintrag' : `werden mindestens ${least} Einträge`} gebraucht. Ergänzen Sie, was fehlt.`,
  wrongShape: {
    string:
      'Hier wird ein Text erwartet, keine Liste und keine Felder. Enthält der Text einen Doppelpunkt mit Leerzeichen, setzen Sie ihn in Anführungszeichen ("…").',
    array:
      'Hier wird eine Liste erwartet: je Eintrag eine eingerückte Zeile, die mit „- “ beginnt.',
    object: 'Hier werden Felder erwartet: je Zeile „name: Text“.',
  } as Readonly<Record<string, string>>,
  otherShape: 'Diese Angabe hat nicht die erwartete Form.',
  notFields:
    'Der Block besteht nicht aus Feldern. Schreiben Sie je Zeile „name: Text“, zuerst id, type und question.',
  emptyBlock: 'Der Quizblock ist leer. Schreiben Sie eine Frage hinein, oder entfernen Sie ihn.',
  comment:
    'Ab „#“ liest YAML einen Kommentar, der Text endet also davor. Setzen Sie den ganzen Text in Anführungszeichen ("…"), oder schreiben Sie den Kommentar auf eine eigene Zeile.',
  anchor:
    'YAML hält ein Wort nach „&“, „*“ oder „!“ am Anfang für eine Anweisung. Setzen Sie den Text in Anführungszeichen ("…").',
};

const quoted = 'Setzen Sie den Text in Anführungszeichen ("…").';

const yaml = {
  codes: {
    ALIAS_PROPS: structure.anchor,
    BAD_ALIAS: structure.anchor,
    TAG_RESOLVE_FAILED: structure.anchor,
    MULTIPLE_ANCHORS: structure.anchor,
    MULTIPLE_TAGS: structure.anchor,
    BAD_PROP_ORDER: structure.anchor,
    BAD_SCALAR_START: `So darf ein Text in YAML nicht beginnen (etwa mit „\`“, „@“ oder „%“). ${quoted}`,
    BAD_DQ_ESCAPE:
      'In "…" ist „\\“ ein Sonderzeichen. Nehmen Sie einfache Anführungszeichen (\'…\'), zum Beispiel für Formeln.',
    BAD_INDENT:
      'Die Einrückung stimmt nicht. Rücken Sie zusammengehörige Zeilen gleich weit ein, mit Leerzeichen.',
    TAB_AS_INDENT: 'Hier ist mit einem Tabulator eingerückt. YAML erlaubt nur Leerzeichen.',
    BLOCK_AS_IMPLICIT_KEY: `Ein Doppelpunkt mit Leerzeichen trennt Feld und Text; hier stehen zwei davon in einer Zeile. ${quoted}`,
    BLOCK_IN_FLOW:
      'In geschweiften oder eckigen Klammern ist das nicht möglich. Schreiben Sie die Felder auf eigene Zeilen.',
    DUPLICATE_KEY: 'Dieses Feld steht zweimal da. Entfernen Sie eines.',
    KEY_OVER_1024_CHARS: `Hier wird ein sehr langes Feld gelesen; vermutlich fehlt ein Anführungszeichen. ${quoted}`,
    MISSING_CHAR:
      'Ein schließendes Zeichen fehlt: ein Anführungszeichen, „}“, „]“ oder ein Komma dazwischen. Ergänzen Sie es.',
    MULTILINE_IMPLICIT_KEY: `Diese Zeile gehört zu keinem Feld. Rücken Sie die Fortsetzung eines Textes weiter ein als sein Feld, oder setzen Sie den Doppelpunkt. Beginnt der Text selbst mit einem Anführungszeichen, gehört er ganz in andere ('…').`,
    MULTIPLE_DOCS: 'Eine Zeile „---“ beginnt etwas Neues. Je Frage gibt es einen eigenen Block.',
    UNEXPECTED_TOKEN: `Hier steht etwas, das YAML an dieser Stelle nicht erwartet; oft fehlt vor „{“ oder „-“ ein Anführungszeichen. ${quoted}`,
  } as Readonly<Record<string, string>>,
  other: `Das ist kein gültiges YAML. Meist fehlen Anführungszeichen um einen Text mit Doppelpunkt. ${quoted}`,
};

const truth = {
  noScene: (id: string, known: readonly string[]) =>
    `Einen Ablauf „${id}“ gibt es in diesem Kapitel nicht. ${known.length === 0 ? 'Erzeugen Sie ihn mit: npm run scenes' : `Vorhanden: ${known.join(', ')}.`}`,
  noFact: (scene: string, name: string, known: readonly string[]) =>
    `Der Ablauf „${scene}“ hat unter „facts“ keinen Wert „${name}“. Vorhanden: ${known.join(', ') || 'keiner'}.`,
  notANumber: (scene: string, name: string, value: string) =>
    `Der Wert „${name}“ des Ablaufs „${scene}“ ist keine Zahl, sondern „${value}“. Nehmen Sie type: predict oder einen anderen Wert.`,
  notOneTrue: (count: number, name: string, value: number | string) =>
    `Der Ablauf ergibt für „${name}“ den Wert „${value}“; ${count === 0 ? 'keine Antwort nennt ihn' : `${count} Antworten nennen ihn`}. Genau eine muss „value: ${value}“ haben.`,
};

const verdict = {
  pair: (left: string, right: string) => `${left} → ${right}`,
  step: (number: number, text: string) => `${number}. ${text}`,
  order: (steps: readonly number[]) => `Ihre Reihenfolge: ${steps.join(', ')}`,
  disorder: (earlier: number, later: number) =>
    `Nummeriert ist wie unten. Schritt ${earlier} muss vor Schritt ${later} kommen.`,
  value: (value: number | string, unit: string | undefined) => {
    const shown = typeof value === 'number' ? germanNumber.format(value) : value;
    return unit === undefined ? shown : `${shown} ${unit}`;
  },
};

const meantBy = (meant: string | undefined) =>
  meant === undefined ? '' : ` Meinten Sie „${meant}“?`;

/** About a file of answers. */
const answers = {
  noAnswers:
    'In der Datei fehlen Antworten. Unter „answers:“ steht je Zeile eine Kennung und dahinter die Antwort. Eine Vorlage schreibt: npm run check quiz -- --template antworten.yaml',
  unknownField: (name: string, meant: string | undefined) =>
    `Ein Feld „${name}“ gibt es hier nicht.${meantBy(meant)} Antworten stehen eingerückt unter „answers:“.`,
  otherVersion: (version: string) =>
    `Das Format „version: ${version}“ kennt dieses Arbeitsbuch nicht. Schreiben Sie „version: 1“.`,
  unknownQuestion: (id: string, meant: string | undefined) =>
    `Eine Frage „${id}“ gibt es in den gewählten Kapiteln nicht.${meantBy(meant)}`,
  notANumber: (unit: string | undefined) =>
    unit === undefined
      ? 'Hier wird eine Zahl erwartet, zum Beispiel 4 oder 0,5, ohne Einheit.'
      : `Hier wird eine Zahl (${unit}) erwartet, zum Beispiel 4 oder 0,5.`,
  notAText: 'Hier wird ein kurzer Text oder eine Zahl erwartet.',
  oneLetter: 'Hier wird genau ein Buchstabe erwartet, zum Beispiel: a',
  noLetters: (last: string) =>
    `Hier werden Buchstaben von a bis ${last} erwartet, zum Beispiel: [a, ${last}]`,
  noSuchLetter: (letter: string, last: string) =>
    `„${letter}“ steht nicht zur Wahl. Möglich sind die Buchstaben a bis ${last}.`,
  letterTwice: 'Ein Buchstabe kommt zweimal vor. Nennen Sie jeden höchstens einmal.',
  notAllSteps: (count: number) =>
    `Es fehlen Schritte. Nennen Sie alle ${count} Buchstaben in der richtigen Reihenfolge.`,
  notPairs: (count: number) =>
    `Hier wird zu jeder Nummer ein Buchstabe erwartet, zum Beispiel: { ${Array.from({ length: count }, (_, index) => `${index + 1}: a`).join(', ')} }`,
  noSuchNumber: (number: string, count: number) =>
    `Eine Nummer „${number}“ gibt es nicht. Möglich sind 1 bis ${count}.`,
  notAllPairs: (open: readonly number[]) =>
    `Noch nicht zugeordnet: ${open.join(', ')}. Ergänzen Sie zu jeder Nummer einen Buchstaben, oder lassen Sie die Antwort ganz leer.`,
};

/** In the file that {@link answersTemplate} writes. */
const template = {
  head: (file: string) => [
    'Antworten zum Quiz. Schreiben Sie hinter jede Kennung Ihre Antwort. Was leer bleibt, zählt als',
    'unbeantwortet. Prüfen Sie die Datei mit:',
    `  npm run check quiz -- --answers ${file}`,
    '',
  ],
  how: (question: TemplateQuestion) => {
    switch (question.type) {
      case 'single':
        return 'Ein Buchstabe, zum Beispiel: a';
      case 'multiple':
        return 'Alle zutreffenden Buchstaben, zum Beispiel: [a, c]';
      case 'matching':
        return 'Zu jeder Nummer ein Buchstabe, zum Beispiel: { 1: b, 2: a, … }';
      case 'ordering':
        return 'Alle Buchstaben in der richtigen Reihenfolge, zum Beispiel: [b, a, c]';
      case 'numeric':
        return number(question.unit);
      case 'predict':
        return question.options === undefined
          ? question.unit === undefined
            ? 'Eine Zahl oder ein kurzer Text'
            : number(question.unit)
          : 'Ein Buchstabe, zum Beispiel: a';
    }
  },
};

function number(unit: string | undefined): string {
  return unit === undefined
    ? 'Eine Zahl'
    : `Eine Zahl (${unit}), mit oder ohne die Einheit dahinter`;
}

interface TemplateQuestion {
  readonly type: 'single' | 'multiple' | 'matching' | 'ordering' | 'numeric' | 'predict';
  readonly unit?: string | undefined;
  readonly options?: readonly unknown[] | undefined;
}

export const quizWording = { schema, structure, yaml, truth, verdict, answers, template };
