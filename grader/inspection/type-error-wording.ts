import type { ErrorWording } from './compiler-wording.ts';

/** Errors of meaning: names that do not exist, types that do not fit. */
export const typeErrorWording: readonly ErrorWording[] = [
  // Names and modules
  [
    2300,
    "Duplicate identifier '{0}'.",
    'Den Namen „{0}“ gibt es hier zweimal. Benennen Sie einen um.',
  ],
  [
    2304,
    "Cannot find name '{0}'.",
    'Den Namen „{0}“ gibt es hier nicht. Prüfen Sie die Schreibweise und ob ein „import“ oder eine Deklaration fehlt.',
  ],
  [
    2305,
    "Module '{0}' has no exported member '{1}'.",
    'Das Modul {0} exportiert nichts mit dem Namen „{1}“. Prüfen Sie die Schreibweise, oder ergänzen Sie dort „export“.',
  ],
  [
    2306,
    "File '{0}' is not a module.",
    'Die importierte Datei exportiert nichts. Ergänzen Sie dort „export“.',
  ],
  [
    2307,
    "Cannot find module '{0}' or its corresponding type declarations.",
    'Das Modul „{0}“ gibt es nicht. Importieren können Sie Ihre eigenen .ts-Dateien dieser Aufgabe (mit Pfad und Endung, etwa „./log.ts“) und Typen aus „#simulator“.',
  ],
  [
    2314,
    "Generic type '{0}' requires {1} type argument(s).",
    'Der Typ „{0}“ braucht {1} Typargument(e) in spitzen Klammern.',
  ],
  [
    2315,
    "Type '{0}' is not generic.",
    'Der Typ „{0}“ nimmt keine Typargumente. Löschen Sie die spitzen Klammern.',
  ],
  [
    2395,
    "Individual declarations in merged declaration '{0}' must be all exported or all local.",
    '„{0}“ ist mehrfach vereinbart, einmal mit und einmal ohne „export“. Benennen Sie eines um.',
  ],
  [
    2440,
    "Import declaration conflicts with local declaration of '{0}'.",
    '„{0}“ wird importiert und in dieser Datei noch einmal vereinbart. Benennen Sie eines um.',
  ],
  [
    2448,
    "Block-scoped variable '{0}' used before its declaration.",
    'Die Variable „{0}“ wird vor ihrer Deklaration verwendet. Verschieben Sie die Deklaration nach oben.',
  ],
  [
    2449,
    "Class '{0}' used before its declaration.",
    'Die Klasse „{0}“ wird vor ihrer Deklaration verwendet. Verschieben Sie die Klasse nach oben.',
  ],
  [
    2451,
    "Cannot redeclare block-scoped variable '{0}'.",
    'Die Variable „{0}“ ist schon vereinbart. Wählen Sie einen anderen Namen, oder löschen Sie „const“ bzw. „let“, um ihr einen neuen Wert zu geben.',
  ],
  [
    2454,
    "Variable '{0}' is used before being assigned.",
    'Die Variable „{0}“ hat hier vielleicht noch keinen Wert. Geben Sie ihr bei der Deklaration einen.',
  ],
  [
    2459,
    "Module '{0}' declares '{1}' locally, but it is not exported.",
    'Das Modul {0} kennt „{1}“, exportiert es aber nicht. Ergänzen Sie dort „export“.',
  ],
  [
    2503,
    "Cannot find namespace '{0}'.",
    'Den Namensraum „{0}“ gibt es hier nicht. Prüfen Sie die Schreibweise und die Importe.',
  ],
  [
    2552,
    "Cannot find name '{0}'. Did you mean '{1}'?",
    'Den Namen „{0}“ gibt es hier nicht. Meinten Sie „{1}“?',
  ],
  [
    2580,
    "Cannot find name '{0}'. Do you need to install type definitions for node? Try `npm i --save-dev @types/node`.",
    '„{0}“ gehört zu Node.js und steht einem Knoten hier nicht zur Verfügung. Ihr Programm erreicht die Welt nur über „context“.',
  ],
  [
    2582,
    "Cannot find name '{0}'. Do you need to install type definitions for a test runner? Try `npm i --save-dev @types/jest` or `npm i --save-dev @types/mocha`.",
    '„{0}“ gehört in eine Testdatei. Schreiben Sie Tests in eine eigene Datei „….test.ts“.',
  ],
  [
    2583,
    "Cannot find name '{0}'. Do you need to change your target library? Try changing the 'lib' compiler option to '{1}' or later.",
    '„{0}“ gibt es in der hier verwendeten Fassung von JavaScript (ES2023) nicht.',
  ],
  [
    2584,
    "Cannot find name '{0}'. Do you need to change your target library? Try changing the 'lib' compiler option to include 'dom'.",
    '„{0}“ gibt es nur im Browser. Ihr Programm erreicht die Welt nur über „context“.',
  ],
  [
    2591,
    "Cannot find name '{0}'. Do you need to install type definitions for node? Try `npm i --save-dev @types/node` and then add 'node' to the types field in your tsconfig.",
    '„{0}“ gehört zu Node.js und steht einem Knoten hier nicht zur Verfügung. Ihr Programm erreicht die Welt nur über „context“.',
  ],
  [
    2693,
    "'{0}' only refers to a type, but is being used as a value here.",
    '„{0}“ ist ein Typ und kein Wert: Zur Laufzeit gibt es ihn nicht. Verwenden Sie ihn nur in Typangaben.',
  ],
  [
    2724,
    "'{0}' has no exported member named '{1}'. Did you mean '{2}'?",
    'Das Modul {0} exportiert nichts mit dem Namen „{1}“. Meinten Sie „{2}“?',
  ],
  [
    2749,
    "'{0}' refers to a value, but is being used as a type here. Did you mean 'typeof {0}'?",
    '„{0}“ ist ein Wert und kein Typ. Meinten Sie „typeof {0}“?',
  ],
  [
    2792,
    "Cannot find module '{0}'. Did you mean to set the 'moduleResolution' option to 'nodenext', or to add aliases to the 'paths' option?",
    'Das Modul „{0}“ gibt es nicht. Importieren können Sie Ihre eigenen .ts-Dateien dieser Aufgabe und Typen aus „#simulator“.',
  ],
  [
    2882,
    "Cannot find module or type declarations for side-effect import of '{0}'.",
    'Das Modul „{0}“ gibt es nicht. Importieren können Sie Ihre eigenen .ts-Dateien dieser Aufgabe und Typen aus „#simulator“.',
  ],
  [
    1205,
    "Re-exporting a type when '{0}' is enabled requires using 'export type'.",
    'Was hier weitergegeben wird, ist ein Typ. Schreiben Sie „export type { … }“.',
  ],
  [
    1361,
    "'{0}' cannot be used as a value because it was imported using 'import type'.",
    '„{0}“ ist mit „import type“ importiert und deshalb nur als Typ verwendbar. Importieren Sie es ohne „type“.',
  ],
  [
    18004,
    "No value exists in scope for the shorthand property '{0}'. Either declare one or provide an initializer.",
    'Die Kurzform „{0}“ im Objekt verlangt eine Variable dieses Namens. Es gibt hier keine; schreiben Sie „{0}: …“.',
  ],

  // Properties
  [
    2339,
    "Property '{0}' does not exist on type '{1}'.",
    '„{0}“ gibt es bei einem Wert vom Typ „{1}“ nicht. Prüfen Sie die Schreibweise; bei einer Vereinigung von Typen unterscheiden Sie erst mit „if“ oder „switch“, welcher Fall vorliegt.',
  ],
  [
    2341,
    "Property '{0}' is private and only accessible within class '{1}'.",
    '„{0}“ ist privat und nur innerhalb der Klasse „{1}“ erreichbar.',
  ],
  [
    2353,
    "Object literal may only specify known properties, and '{0}' does not exist in type '{1}'.",
    'Die Eigenschaft „{0}“ ist im Typ „{1}“ nicht vorgesehen. Prüfen Sie die Schreibweise, oder lassen Sie sie weg.',
  ],
  [
    2445,
    "Property '{0}' is protected and only accessible within class '{1}' and its subclasses.",
    '„{0}“ ist nur in der Klasse „{1}“ und ihren Unterklassen erreichbar.',
  ],
  [
    2540,
    "Cannot assign to '{0}' because it is a read-only property.",
    '„{0}“ darf nur gelesen werden. Legen Sie ein neues Objekt mit dem geänderten Wert an, etwa „{ ...alt, {0}: neu }“.',
  ],
  [
    2542,
    "Index signature in type '{0}' only permits reading.",
    'Der Typ „{0}“ erlaubt nur das Lesen. Legen Sie eine Kopie an, und ändern Sie diese.',
  ],
  [
    2551,
    "Property '{0}' does not exist on type '{1}'. Did you mean '{2}'?",
    '„{0}“ gibt es bei einem Wert vom Typ „{1}“ nicht. Meinten Sie „{2}“?',
  ],
  [
    2550,
    "Property '{0}' does not exist on type '{1}'. Do you need to change your target library? Try changing the 'lib' compiler option to '{2}' or later.",
    '„{0}“ gibt es bei einem Wert vom Typ „{1}“ in der hier verwendeten Fassung von JavaScript (ES2023) nicht.',
  ],
  [
    2564,
    "Property '{0}' has no initializer and is not definitely assigned in the constructor.",
    'Das Feld „{0}“ bekommt nirgends einen Anfangswert. Setzen Sie es bei der Deklaration oder im Konstruktor.',
  ],
  [
    2576,
    "Property '{0}' does not exist on type '{1}'. Did you mean to access the static member '{2}' instead?",
    '„{0}“ ist statisch und gehört der Klasse. Schreiben Sie „{2}“.',
  ],
  [
    2729,
    "Property '{0}' is used before its initialization.",
    'Das Feld „{0}“ wird verwendet, bevor es einen Wert hat. Vertauschen Sie die Reihenfolge der Felder, oder setzen Sie es im Konstruktor.',
  ],
  [
    2739,
    "Type '{0}' is missing the following properties from type '{1}': {2}",
    'Für den Typ „{1}“ fehlen diese Eigenschaften: {2}.',
  ],
  [
    2740,
    "Type '{0}' is missing the following properties from type '{1}': {2}, and {3} more.",
    'Für den Typ „{1}“ fehlen unter anderem diese Eigenschaften: {2}.',
  ],
  [
    2741,
    "Property '{0}' is missing in type '{1}' but required in type '{2}'.",
    'Für den Typ „{2}“ fehlt die Eigenschaft „{0}“. Ergänzen Sie sie.',
  ],
  [
    2783,
    "'{0}' is specified more than once, so this usage will be overwritten.",
    '„{0}“ wird weiter hinten überschrieben und hat hier keine Wirkung. Stellen Sie die Zeile mit „...“ an den Anfang.',
  ],
  [
    2790,
    "The operand of a 'delete' operator must be optional.",
    '„delete“ ist nur bei optionalen Eigenschaften erlaubt. Verwenden Sie eine Map, oder kennzeichnen Sie die Eigenschaft mit „?“.',
  ],
  [
    4111,
    "Property '{0}' comes from an index signature, so it must be accessed with ['{0}'].",
    "Schreiben Sie hier ['{0}'] statt .{0}.",
  ],
  [
    18013,
    "Property '{0}' is not accessible outside class '{1}' because it has a private identifier.",
    '„{0}“ ist privat und nur innerhalb der Klasse „{1}“ erreichbar.',
  ],

  // Types that do not fit
  [
    2322,
    "Type '{0}' is not assignable to type '{1}'.",
    'Ein Wert vom Typ „{0}“ passt nicht dorthin, wo „{1}“ verlangt ist.',
  ],
  [
    2820,
    "Type '{0}' is not assignable to type '{1}'. Did you mean '{2}'?",
    'Ein Wert vom Typ „{0}“ passt nicht dorthin, wo „{1}“ verlangt ist. Meinten Sie „{2}“?',
  ],
  [
    2344,
    "Type '{0}' does not satisfy the constraint '{1}'.",
    'Der Typ „{0}“ erfüllt die Bedingung „{1}“ nicht.',
  ],
  [
    2345,
    "Argument of type '{0}' is not assignable to parameter of type '{1}'.",
    'Das Argument hat den Typ „{0}“, verlangt ist „{1}“.',
  ],
  [
    2352,
    "Conversion of type '{0}' to type '{1}' may be a mistake because neither type sufficiently overlaps with the other. If this was intentional, convert the expression to 'unknown' first.",
    'Die Umwandlung mit „as“ von „{0}“ in „{1}“ ist wohl ein Irrtum: Die Typen haben nichts gemeinsam. Prüfen Sie, welchen Typ der Wert wirklich hat.',
  ],
  [
    2367,
    "This comparison appears to be unintentional because the types '{0}' and '{1}' have no overlap.",
    'Dieser Vergleich ist immer falsch: „{0}“ und „{1}“ haben keinen Wert gemeinsam. Prüfen Sie die Schreibweise und den Operator.',
  ],
  [
    2375,
    "Type '{0}' is not assignable to type '{1}' with 'exactOptionalPropertyTypes: true'. Consider adding 'undefined' to the types of the target's properties.",
    'Eine Eigenschaft, die im Typ „{1}“ optional ist, darf fehlen, aber nicht „undefined“ sein. Lassen Sie sie weg, wenn es keinen Wert gibt, etwa mit „...(wert === undefined ? {} : { name: wert })“.',
  ],
  [
    2379,
    "Argument of type '{0}' is not assignable to parameter of type '{1}' with 'exactOptionalPropertyTypes: true'. Consider adding 'undefined' to the types of the target's properties.",
    'Eine Eigenschaft, die im Typ „{1}“ optional ist, darf fehlen, aber nicht „undefined“ sein. Lassen Sie sie weg, wenn es keinen Wert gibt, etwa mit „...(wert === undefined ? {} : { name: wert })“.',
  ],
  [
    2403,
    "Subsequent variable declarations must have the same type.  Variable '{0}' must be of type '{1}', but here has type '{2}'.",
    'Die Variable „{0}“ ist schon mit dem Typ „{1}“ vereinbart. Wählen Sie einen anderen Namen.',
  ],
  [
    2412,
    "Type '{0}' is not assignable to type '{1}' with 'exactOptionalPropertyTypes: true'. Consider adding 'undefined' to the type of the target.",
    'Diese optionale Eigenschaft darf fehlen, aber nicht „undefined“ sein. Verwenden Sie „delete“, um sie zu entfernen, oder erlauben Sie „undefined“ in ihrem Typ.',
  ],
  [
    2678,
    "Type '{0}' is not comparable to type '{1}'.",
    'Dieser „case“ kann nie zutreffen: „{0}“ kommt in „{1}“ nicht vor. Prüfen Sie die Schreibweise.',
  ],
  [
    2769,
    'No overload matches this call.',
    'Die Argumente passen zu keiner der erlaubten Formen dieses Aufrufs. Prüfen Sie ihre Typen und ihre Reihenfolge.',
  ],
  [
    2839,
    "This condition will always return '{0}' since JavaScript compares objects by reference, not value.",
    'Objekte und Listen werden als Verweise verglichen, nicht nach ihrem Inhalt. Vergleichen Sie die Felder oder Elemente einzeln.',
  ],
  [
    2845,
    "This condition will always return '{0}'.",
    'Dieser Vergleich hat immer dasselbe Ergebnis. Für „NaN“ verwenden Sie „Number.isNaN(wert)“.',
  ],

  // null, undefined, unknown
  [
    2531,
    "Object is possibly 'null'.",
    'Dieser Wert kann „null“ sein. Prüfen Sie es vorher, etwa mit „if (wert !== null)“.',
  ],
  [
    2532,
    "Object is possibly 'undefined'.",
    'Dieser Wert kann „undefined“ sein. Prüfen Sie es vorher mit „if (wert !== undefined)“, oder geben Sie mit „??“ einen Ersatzwert an.',
  ],
  [
    2533,
    "Object is possibly 'null' or 'undefined'.",
    'Dieser Wert kann „null“ oder „undefined“ sein. Prüfen Sie es vorher, oder geben Sie mit „??“ einen Ersatzwert an.',
  ],
  [
    2538,
    "Type '{0}' cannot be used as an index type.",
    'Ein Wert vom Typ „{0}“ taugt nicht als Index oder Schlüssel. Verwenden Sie eine Zahl oder eine Zeichenkette.',
  ],
  [
    2571,
    "Object is of type 'unknown'.",
    'Der Typ dieses Werts ist nicht bekannt. Prüfen Sie ihn vorher, etwa mit „typeof“, oder geben Sie einen Typ an.',
  ],
  [
    2721,
    "Cannot invoke an object which is possibly 'null'.",
    'Was hier aufgerufen wird, kann „null“ sein. Prüfen Sie es vorher, oder schreiben Sie „?.()“.',
  ],
  [
    2722,
    "Cannot invoke an object which is possibly 'undefined'.",
    'Was hier aufgerufen wird, kann „undefined“ sein. Prüfen Sie es vorher, oder schreiben Sie „?.()“.',
  ],
  [
    18046,
    "'{0}' is of type 'unknown'.",
    'Der Typ von „{0}“ ist nicht bekannt. Prüfen Sie ihn vorher, etwa mit „typeof“, oder geben Sie einen Typ an.',
  ],
  [
    18047,
    "'{0}' is possibly 'null'.",
    '„{0}“ kann „null“ sein. Prüfen Sie es vorher, etwa mit „if ({0} !== null)“.',
  ],
  [
    18048,
    "'{0}' is possibly 'undefined'.",
    '„{0}“ kann „undefined“ sein. Prüfen Sie es vorher mit „if ({0} !== undefined)“, oder geben Sie mit „??“ einen Ersatzwert an.',
  ],
  [
    18049,
    "'{0}' is possibly 'null' or 'undefined'.",
    '„{0}“ kann „null“ oder „undefined“ sein. Prüfen Sie es vorher, oder geben Sie mit „??“ einen Ersatzwert an.',
  ],

  // Functions and calls
  [
    2348,
    "Value of type '{0}' is not callable. Did you mean to include 'new'?",
    'Eine Klasse wird mit „new“ aufgerufen. Ergänzen Sie es.',
  ],
  [2349, 'This expression is not callable.', 'Was hier aufgerufen wird, ist keine Funktion.'],
  [2351, 'This expression is not constructable.', '„new“ verlangt eine Klasse; hier steht keine.'],
  [
    2355,
    "A function whose declared type is neither 'undefined', 'void', nor 'any' must return a value.",
    'Diese Funktion muss einen Wert zurückgeben, tut es aber nirgends. Ergänzen Sie „return …“.',
  ],
  [
    2366,
    "Function lacks ending return statement and return type does not include 'undefined'.",
    'Nicht jeder Weg durch diese Funktion endet mit „return“. Ergänzen Sie es auch für den letzten Fall.',
  ],
  [
    2391,
    'Function implementation is missing or not immediately following the declaration.',
    'Dieser Funktion fehlt der Rumpf. Ergänzen Sie „{ … }“.',
  ],
  [
    2393,
    'Duplicate function implementation.',
    'Diese Funktion gibt es zweimal. Löschen Sie eine Fassung, oder benennen Sie sie um.',
  ],
  [
    2511,
    'Cannot create an instance of an abstract class.',
    'Von einer abstrakten Klasse lässt sich kein Objekt anlegen. Verwenden Sie eine Unterklasse.',
  ],
  [
    2554,
    'Expected {0} arguments, but got {1}.',
    'Dieser Aufruf braucht {0} Argument(e), bekommt aber {1}.',
  ],
  [
    2555,
    'Expected at least {0} arguments, but got {1}.',
    'Dieser Aufruf braucht mindestens {0} Argument(e), bekommt aber {1}.',
  ],
  [
    2556,
    'A spread argument must either have a tuple type or be passed to a rest parameter.',
    'Mit „...“ lassen sich hier keine Argumente übergeben, weil ihre Anzahl nicht feststeht. Übergeben Sie sie einzeln.',
  ],
  [
    2558,
    'Expected {0} type arguments, but got {1}.',
    'Hier werden {0} Typargument(e) erwartet, angegeben sind {1}.',
  ],
  [
    2774,
    'This condition will always return true since this function is always defined. Did you mean to call it instead?',
    'Diese Bedingung ist immer wahr, weil hier die Funktion selbst steht. Rufen Sie sie mit „()“ auf.',
  ],
  [
    7027,
    'Unreachable code detected.',
    'Dieser Teil wird nie erreicht. Löschen Sie ihn, oder prüfen Sie das „return“ davor.',
  ],
  [
    7029,
    'Fallthrough case in switch.',
    'Dieser „case“ läuft in den nächsten hinein. Beenden Sie ihn mit „break“ oder „return“.',
  ],
  [
    7030,
    'Not all code paths return a value.',
    'Nicht jeder Weg durch diese Funktion gibt einen Wert zurück. Ergänzen Sie „return …“.',
  ],

  // Classes and interfaces
  [
    2377,
    "Constructors for derived classes must contain a 'super' call.",
    'Der Konstruktor einer Unterklasse muss „super(…)“ aufrufen.',
  ],
  [
    2415,
    "Class '{0}' incorrectly extends base class '{1}'.",
    'Die Klasse „{0}“ passt nicht zu ihrer Oberklasse „{1}“.',
  ],
  [
    2416,
    "Property '{0}' in type '{1}' is not assignable to the same property in base type '{2}'.",
    '„{0}“ in „{1}“ passt nicht zu dem, was „{2}“ verlangt. Gleichen Sie Parameter und Rückgabetyp an.',
  ],
  [
    2420,
    "Class '{0}' incorrectly implements interface '{1}'.",
    'Die Klasse „{0}“ erfüllt die Schnittstelle „{1}“ nicht. Ergänzen Sie, was fehlt, mit denselben Parametern und Rückgabetypen.',
  ],
  [
    2430,
    "Interface '{0}' incorrectly extends interface '{1}'.",
    'Die Schnittstelle „{0}“ passt nicht zu „{1}“, die sie erweitert.',
  ],
  [
    2515,
    "Non-abstract class '{0}' does not implement inherited abstract member {1} from class '{2}'.",
    'Der Klasse „{0}“ fehlt {1}, das „{2}“ verlangt. Ergänzen Sie es.',
  ],
  [
    4112,
    "This member cannot have an 'override' modifier because its containing class '{0}' does not extend another class.",
    '„override“ ist hier nicht erlaubt, weil „{0}“ keine Oberklasse hat. Löschen Sie das Wort.',
  ],
  [
    4113,
    "This member cannot have an 'override' modifier because it is not declared in the base class '{0}'.",
    '„override“ ist hier nicht erlaubt, weil „{0}“ nichts dieses Namens hat. Prüfen Sie die Schreibweise.',
  ],
  [
    4114,
    "This member must have an 'override' modifier because it overrides a member in the base class '{0}'.",
    'Was hier steht, ersetzt etwas aus der Oberklasse „{0}“. Schreiben Sie „override“ davor.',
  ],
  [
    17009,
    "'super' must be called before accessing 'this' in the constructor of a derived class.",
    'Rufen Sie „super(…)“ auf, bevor Sie „this“ verwenden.',
  ],

  // Values and operators
  [
    2362,
    "The left-hand side of an arithmetic operation must be of type 'any', 'number', 'bigint' or an enum type.",
    'Links von diesem Rechenzeichen steht keine Zahl.',
  ],
  [
    2363,
    "The right-hand side of an arithmetic operation must be of type 'any', 'number', 'bigint' or an enum type.",
    'Rechts von diesem Rechenzeichen steht keine Zahl.',
  ],
  [
    2364,
    'The left-hand side of an assignment expression must be a variable or a property access.',
    'Links von „=“ muss eine Variable oder eine Eigenschaft stehen. Zum Vergleichen schreiben Sie „===“.',
  ],
  [
    2365,
    "Operator '{0}' cannot be applied to types '{1}' and '{2}'.",
    'Der Operator „{0}“ passt nicht zu den Typen „{1}“ und „{2}“.',
  ],
  [2461, "Type '{0}' is not an array type.", 'Hier wird eine Liste erwartet; „{0}“ ist keine.'],
  [
    2488,
    "Type '{0}' must have a '[Symbol.iterator]()' method that returns an iterator.",
    'Über einen Wert vom Typ „{0}“ lässt sich nicht mit „for … of“ oder „...“ gehen. Bei Objekten hilft „Object.entries(…)“.',
  ],
  [
    2493,
    "Tuple type '{0}' of length '{1}' has no element at index '{2}'.",
    'Diese Liste hat {1} Element(e); ein Element mit dem Index {2} gibt es nicht.',
  ],
  [
    2588,
    "Cannot assign to '{0}' because it is a constant.",
    '„{0}“ ist mit „const“ vereinbart und lässt sich nicht ändern. Verwenden Sie „let“.',
  ],
  [
    2589,
    'Type instantiation is excessively deep and possibly infinite.',
    'Dieser Typ ist zu tief verschachtelt. Vereinfachen Sie ihn.',
  ],
  [
    2869,
    'Right operand of ?? is unreachable because the left operand is never nullish.',
    'Rechts von „??“ kommt das Programm nie an, weil der Wert links immer da ist. Prüfen Sie die Klammern.',
  ],
  [
    2872,
    'This kind of expression is always truthy.',
    'Diese Bedingung ist immer wahr. Prüfen Sie, was Sie vergleichen wollten.',
  ],
  [
    2873,
    'This kind of expression is always falsy.',
    'Diese Bedingung ist immer falsch. Prüfen Sie, was Sie vergleichen wollten.',
  ],
  [
    2578,
    "Unused '@ts-expect-error' directive.",
    'Hier gibt es keinen Typfehler, den „@ts-expect-error“ unterdrücken müsste. Löschen Sie den Kommentar.',
  ],

  // Missing types
  [
    2683,
    "'this' implicitly has type 'any' because it does not have a type annotation.",
    'Worauf „this“ hier verweist, ist unklar. Verwenden Sie statt „function“ eine Pfeilfunktion „(…) => …“.',
  ],
  [
    7005,
    "Variable '{0}' implicitly has an '{1}' type.",
    'Der Variablen „{0}“ fehlt ein Typ. Schreiben Sie „{0}: Typ“.',
  ],
  [
    7006,
    "Parameter '{0}' implicitly has an '{1}' type.",
    'Dem Parameter „{0}“ fehlt ein Typ. Schreiben Sie „{0}: Typ“.',
  ],
  [
    7008,
    "Member '{0}' implicitly has an '{1}' type.",
    'Dem Feld „{0}“ fehlt ein Typ. Schreiben Sie „{0}: Typ“ oder geben Sie einen Anfangswert an.',
  ],
  [
    7010,
    "'{0}', which lacks return-type annotation, implicitly has an '{1}' return type.",
    'Der Funktion „{0}“ fehlt ein Rückgabetyp. Schreiben Sie ihn nach der Parameterliste: „): Typ {“.',
  ],
  [
    7016,
    "Could not find a declaration file for module '{0}'. '{1}' implicitly has an 'any' type.",
    'Das Modul „{0}“ lässt sich hier nicht verwenden. Importieren können Sie Ihre eigenen .ts-Dateien dieser Aufgabe und Typen aus „#simulator“.',
  ],
  [
    7022,
    "'{0}' implicitly has type 'any' because it does not have a type annotation and is referenced directly or indirectly in its own initializer.",
    'Der Typ von „{0}“ lässt sich nicht ermitteln, weil „{0}“ von sich selbst abhängt. Geben Sie den Typ an.',
  ],
  [
    7023,
    "'{0}' implicitly has return type 'any' because it does not have a return type annotation and is referenced directly or indirectly in one of its return expressions.",
    'Der Rückgabetyp von „{0}“ lässt sich nicht ermitteln, weil sich „{0}“ selbst aufruft. Geben Sie ihn an.',
  ],
  [
    7031,
    "Binding element '{0}' implicitly has an '{1}' type.",
    '„{0}“ fehlt ein Typ. Geben Sie den Typ des ganzen Parameters an: „{ {0} }: Typ“.',
  ],
  [
    7034,
    "Variable '{0}' implicitly has type '{1}' in some locations where its type cannot be determined.",
    'Der Typ von „{0}“ lässt sich nicht ermitteln. Geben Sie ihn an, etwa „const {0}: number[] = []“.',
  ],
  [
    7053,
    "Element implicitly has an 'any' type because expression of type '{0}' can't be used to index type '{1}'.",
    'Ein Schlüssel vom Typ „{0}“ passt nicht zu „{1}“. Verwenden Sie eine Map oder den Typ „Record<string, …>“.',
  ],
  [
    6133,
    "'{0}' is declared but its value is never read.",
    '„{0}“ wird nirgends verwendet. Löschen Sie es, oder verwenden Sie es.',
  ],
  [
    2548,
    "Type '{0}' is not an array type or does not have a '[Symbol.iterator]()' method that returns an iterator.",
    'Über einen Wert vom Typ „{0}“ lässt sich nicht mit „for … of“ oder „...“ gehen. Bei Objekten hilft „Object.entries(…)“.',
  ],
  [
    2549,
    "Type '{0}' is not an array type or a string type or does not have a '[Symbol.iterator]()' method that returns an iterator.",
    'Über einen Wert vom Typ „{0}“ lässt sich nicht mit „for … of“ oder „...“ gehen. Bei Objekten hilft „Object.entries(…)“.',
  ],
  [
    2559,
    "Type '{0}' has no properties in common with type '{1}'.",
    'Ein Wert vom Typ „{0}“ hat nichts von dem, was „{1}“ vorsieht. Prüfen Sie die Namen der Eigenschaften.',
  ],
  [
    2561,
    "Object literal may only specify known properties, but '{0}' does not exist in type '{1}'. Did you mean to write '{2}'?",
    'Die Eigenschaft „{0}“ ist im Typ „{1}“ nicht vorgesehen. Meinten Sie „{2}“?',
  ],
  [
    2565,
    "Property '{0}' is used before being assigned.",
    'Das Feld „{0}“ wird verwendet, bevor es einen Wert hat. Setzen Sie es vorher.',
  ],
  [
    2613,
    "Module '{0}' has no default export. Did you mean to use 'import { {1} } from {0}' instead?",
    'Das Modul {0} hat keinen „export default“. Schreiben Sie „import { {1} } from …“ mit geschweiften Klammern.',
  ],
  [
    2614,
    "Module '{0}' has no exported member '{1}'. Did you mean to use 'import {1} from {0}' instead?",
    'Das Modul {0} exportiert „{1}“ nur als „default“. Schreiben Sie „import {1} from …“ ohne geschweifte Klammern.',
  ],
  [
    2630,
    "Cannot assign to '{0}' because it is a function.",
    '„{0}“ ist eine Funktion und lässt sich nicht ändern. Wählen Sie für die Variable einen anderen Namen.',
  ],
  [
    2632,
    "Cannot assign to '{0}' because it is an import.",
    '„{0}“ ist importiert und lässt sich hier nicht ändern. Legen Sie eine eigene Variable an.',
  ],
  [
    1192,
    "Module '{0}' has no default export.",
    'Das Modul {0} hat keinen „export default“. Schreiben Sie „import { … } from …“ mit geschweiften Klammern.',
  ],
];
