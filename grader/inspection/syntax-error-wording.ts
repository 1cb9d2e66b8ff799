import type { ErrorWording } from './compiler-wording.ts';

/** Errors of form: the compiler cannot make out what a line means. */
export const syntaxErrorWording: readonly ErrorWording[] = [
  [
    1002,
    'Unterminated string literal.',
    'Einer Zeichenkette fehlt das schließende Anführungszeichen. Ergänzen Sie es in dieser Zeile.',
  ],
  [
    1003,
    'Identifier expected.',
    'Hier wird ein Name erwartet. Prüfen Sie, ob einer fehlt oder ob ein reserviertes Wort als Name verwendet wird.',
  ],
  [
    1005,
    "'{0}' expected.",
    'Hier wird „{0}“ erwartet. Meist fehlt kurz davor ein Zeichen, oder eine Klammer ist nicht geschlossen.',
  ],
  [1009, 'Trailing comma not allowed.', 'Hier darf kein Komma am Ende stehen. Löschen Sie es.'],
  [1010, "'*/' expected.", 'Einem Kommentar, der mit „/*“ beginnt, fehlt das Ende „*/“.'],
  [
    1011,
    'An element access expression should take an argument.',
    'Zwischen den eckigen Klammern fehlt der Index oder der Schlüssel.',
  ],
  [
    1014,
    'A rest parameter must be last in a parameter list.',
    'Ein Parameter mit „...“ muss der letzte sein.',
  ],
  [
    1016,
    'A required parameter cannot follow an optional parameter.',
    'Nach einem optionalen Parameter („?“) darf kein verlangter folgen. Ändern Sie die Reihenfolge.',
  ],
  [1029, "'{0}' modifier must precede '{1}' modifier.", 'Das Wort „{0}“ muss vor „{1}“ stehen.'],
  [
    1030,
    "'{0}' modifier already seen.",
    'Das Wort „{0}“ steht hier doppelt. Löschen Sie eines davon.',
  ],
  [
    1068,
    'Unexpected token. A constructor, method, accessor, or property was expected.',
    'In einer Klasse werden hier nur Felder und Methoden erwartet. Prüfen Sie, ob eine geschweifte Klammer zu viel oder zu wenig da ist oder ob „function“, „const“ oder „let“ vor einer Methode steht.',
  ],
  [
    1100,
    "Invalid use of '{0}' in strict mode.",
    'Der Name „{0}“ darf hier nicht verwendet werden. Wählen Sie einen anderen.',
  ],
  [
    1104,
    "A 'continue' statement can only be used within an enclosing iteration statement.",
    '„continue“ ist nur in einer Schleife erlaubt. In einer Funktion, die „forEach“ übergeben wird, leistet „return“ dasselbe.',
  ],
  [
    1105,
    "A 'break' statement can only be used within an enclosing iteration or switch statement.",
    '„break“ ist nur in einer Schleife oder in „switch“ erlaubt. Verwenden Sie „for … of“ statt „forEach“, wenn Sie eine Schleife vorzeitig verlassen wollen.',
  ],
  [
    1107,
    'Jump target cannot cross function boundary.',
    '„break“ und „continue“ wirken nicht aus einer inneren Funktion heraus. Verwenden Sie „for … of“ statt „forEach“.',
  ],
  [
    1108,
    "A 'return' statement can only be used within a function body.",
    '„return“ steht außerhalb einer Funktion. Meist ist davor eine geschweifte Klammer zu viel.',
  ],
  [
    1109,
    'Expression expected.',
    'Hier wird ein Ausdruck erwartet. Meist fehlt ein Wert, oder es steht ein Zeichen zu viel da.',
  ],
  [1110, 'Type expected.', 'Hier wird ein Typ erwartet, etwa „number“ oder „string“.'],
  [
    1117,
    'An object literal cannot have multiple properties with the same name.',
    'Dieses Objekt nennt dieselbe Eigenschaft zweimal. Löschen Sie eine davon.',
  ],
  [1124, 'Digit expected.', 'Hier wird eine Ziffer erwartet.'],
  [
    1127,
    'Invalid character.',
    'Hier steht ein Zeichen, das in TypeScript nicht erlaubt ist, zum Beispiel ein typographisches Anführungszeichen statt \' oder ".',
  ],
  [
    1128,
    'Declaration or statement expected.',
    'Hier wird eine Anweisung erwartet. Meist ist davor eine Klammer zu viel oder zu wenig.',
  ],
  [
    1131,
    'Property or signature expected.',
    'In diesem Typ wird eine Eigenschaft der Form „name: Typ“ erwartet.',
  ],
  [1132, 'Enum member expected.', 'In diesem „enum“ wird ein Name erwartet.'],
  [
    1134,
    'Variable declaration expected.',
    'Nach „const“ oder „let“ wird der Name einer Variablen erwartet.',
  ],
  [
    1135,
    'Argument expression expected.',
    'In diesem Aufruf wird ein Argument erwartet. Prüfen Sie Kommas und Klammern.',
  ],
  [
    1136,
    'Property assignment expected.',
    'In diesem Objekt wird „name: Wert“ erwartet. Prüfen Sie Kommas und Klammern.',
  ],
  [1137, 'Expression or comma expected.', 'In dieser Liste wird ein Wert oder ein Komma erwartet.'],
  [
    1138,
    'Parameter declaration expected.',
    'Hier wird ein Parameter der Form „name: Typ“ erwartet.',
  ],
  [1141, 'String literal expected.', 'Hier wird eine Zeichenkette in Anführungszeichen erwartet.'],
  [1144, "'{' or ';' expected.", 'Hier wird „{“ oder „;“ erwartet.'],
  [
    1155,
    "'{0}' declarations must be initialized.",
    'Was mit „{0}“ vereinbart wird, braucht gleich einen Wert. Ergänzen Sie „= …“, oder verwenden Sie „let“.',
  ],
  [
    1160,
    'Unterminated template literal.',
    'Einer Zeichenkette mit ` fehlt das Ende. Ergänzen Sie das zweite `.',
  ],
  [
    1161,
    'Unterminated regular expression literal.',
    'Einem regulären Ausdruck fehlt der schließende „/“.',
  ],
  [
    1185,
    'Merge conflict marker encountered.',
    'Hier steht noch die Markierung eines Konflikts aus Git („<<<<<<<“, „=======“, „>>>>>>>“). Entscheiden Sie sich für eine Fassung, und löschen Sie die Markierungen.',
  ],
  [
    1206,
    'Decorators are not valid here.',
    'An dieser Stelle ist kein Decorator („@…“) erlaubt. Löschen Sie ihn.',
  ],
  [
    1214,
    "Identifier expected. '{0}' is a reserved word in strict mode. Modules are automatically in strict mode.",
    '„{0}“ ist ein reserviertes Wort. Wählen Sie einen anderen Namen.',
  ],
  [
    1312,
    "Did you mean to use a ':'? An '=' can only follow a property name when the containing object literal is part of a destructuring pattern.",
    'In einem Objekt steht zwischen Name und Wert „:“, nicht „=“.',
  ],
  [
    1351,
    'An identifier or keyword cannot immediately follow a numeric literal.',
    'Ein Name darf nicht mit einer Ziffer beginnen, und nach einer Zahl muss ein Operator oder ein Zwischenraum folgen.',
  ],
  [
    1357,
    "An enum member name must be followed by a ',', '=', or '}'.",
    'Nach dem Namen in diesem „enum“ wird „,“, „=“ oder „}“ erwartet.',
  ],
  [
    1434,
    'Unexpected keyword or identifier.',
    'Dieses Wort wird hier nicht erwartet. Prüfen Sie die Schreibweise und ob davor ein Zeichen fehlt.',
  ],
  [
    1435,
    "Unknown keyword or identifier. Did you mean '{0}'?",
    'Dieses Wort ist nicht bekannt. Meinten Sie „{0}“?',
  ],
  [
    1440,
    'Variable declaration not allowed at this location.',
    'Hier darf keine Variable vereinbart werden. Setzen Sie die Anweisung in geschweifte Klammern.',
  ],
  [1472, "'catch' or 'finally' expected.", 'Nach „try { … }“ muss „catch“ oder „finally“ folgen.'],
  [
    17019,
    "'{0}' at the end of a type is not valid TypeScript syntax. Did you mean to write '{1}'?",
    'So schreibt man diesen Typ nicht. Meinten Sie „{1}“?',
  ],
  [
    1101,
    "'with' statements are not allowed in strict mode.",
    '„with“ ist nicht erlaubt. Schreiben Sie den Namen des Objekts aus.',
  ],
  [
    2410,
    "The 'with' statement is not supported. All symbols in a 'with' block will have type 'any'.",
    '„with“ ist nicht erlaubt. Schreiben Sie den Namen des Objekts aus.',
  ],
];
