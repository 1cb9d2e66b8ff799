import type { Command } from '../contract.ts';

const shown = (value: string | null) => (value === null ? 'null' : `„${value}“`);

/** German sentences on what clients see. */
export const clientsWording = {
  staleRead:
    'n1 beantwortet ein „get“, obwohl seit dem Aufruf kein anderer Knoten mehr antwortet. Inzwischen kann längst ein anderer Leader neuere Werte festgeschrieben haben: Vor dem Lesen muss eine Mehrheit bestätigen, dass n1 noch Leader ist.',
  readByOldAnswers:
    'n1 beantwortet ein „get“, obwohl seit dem Aufruf nur Antworten auf ältere AppendEntries eingetroffen sind. Sie zeigen, dass n1 früher Leader war, nicht dass er es noch ist: Die Bestätigung muss an einem Eintrag hängen, der nach der Anfrage angehängt wurde.',
  noRedirect: (leader: string | undefined) =>
    leader === undefined
      ? 'n1 kennt keinen Leader und ist selbst keiner, lässt die Anfrage aber unbeantwortet. Er soll sofort mit „ok: false“ antworten.'
      : `n1 folgt ${leader}, lässt die Anfrage aber unbeantwortet. Er soll sofort mit „ok: false“ und „leaderHint“ antworten.`,
  followerAnswered:
    'n1 ist nicht Leader und meldet dem Client die Anfrage trotzdem als ausgeführt.',
  wrongHint: (actual: string | undefined, expected: string | undefined) =>
    `n1 nennt dem Client als Leader ${actual ?? 'niemanden'}; richtig wäre: ${expected ?? 'niemand'}.${expected === undefined ? ' Wer Leader eines früheren Terms war, zählt nicht; „leaderHint“ nennt den des aktuellen oder fehlt.' : ''}`,
  noAnswer: (client: string) =>
    `n1 ist Leader und eine Mehrheit bestätigt alle Einträge. Trotzdem bekommt der Client „${client}“ keine Antwort mit „ok: true“.`,
  repeatedInVain:
    'n1 war Leader, als der Client „c1“ fragte. Der Eintrag wurde von einem anderen Leader ersetzt und wirkt nie. Nun ist n1 wieder Leader, der Client fragt mit derselben Nummer noch einmal und bekommt keine Antwort mit „ok: true“: Ausgeführt ist nur, was festgeschrieben wurde, nicht was ein Leader einmal angenommen hat.',
  appliedTwice: (actual: string | null, expected: string) =>
    `Der Client liest „${actual ?? 'null'}“, richtig wäre „${expected}“. Ein Befehl, der mehrfach im Log steht, wirkt genau einmal, nämlich beim ersten Mal, auch wenn ein „cas“ dabei nicht tauscht. Ausgeführt wird jede Nummer, die größer ist als die letzte des Clients, auch wenn dazwischen eine fehlt.`,
  wrongValue: (command: Command, actual: string | null, expected: string | null) =>
    `Auf den Befehl „${command.kind}“ für den Schlüssel „${command.key}“ antwortet n1 mit dem Wert ${shown(actual)}; richtig wäre ${shown(expected)}.`,
  answeredEarly:
    'n1 meldet dem Client die Anfrage als ausgeführt, bevor ein anderer Knoten den Eintrag bestätigt hat.',
  foreignEntry:
    'n1 meldet dem Client die Anfrage als ausgeführt. Der Eintrag wurde aber von einem neuen Leader ersetzt; an seinem Index ist ein fremder Befehl festgeschrieben.',
};
