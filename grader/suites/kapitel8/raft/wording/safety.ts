/** German sentences on what no run may show. */
export const safetyWording = {
  twoLeaders: (term: number) =>
    `In Term ${term} handeln zwei Knoten als Leader. Je Term darf es höchstens einen geben.`,
  logMismatch: (index: number, term: number) =>
    `Zwei Logs haben an Index ${index} einen Eintrag aus Term ${term}, aber nicht denselben Befehl oder nicht denselben Vorgänger.`,
  rewritten: (node: string, index: number, before: number, after: number) =>
    `${node} ist Leader und ändert sein eigenes Log: An Index ${index} stand ein Eintrag aus Term ${before}, jetzt aus Term ${after}. Ein Leader hängt nur an.`,
  diverged: (index: number, first: number, second: number) =>
    `An Index ${index} sind zwei verschiedene Einträge festgeschrieben worden, einer aus Term ${first} und einer aus Term ${second}.`,
  incomplete: (node: string, term: number, index: number, inTerm: number) =>
    `${node} wird Leader von Term ${term}, ohne den Eintrag an Index ${index} zu haben, der spätestens in Term ${inTerm} festgeschrieben war.`,
  termBack: (node: string, actual: number, known: number) =>
    `${node} sendet in Term ${actual}, obwohl er schon Term ${known} kannte. Terme laufen nie zurück.`,
  termForgotten: (node: string, actual: number, known: number) =>
    `${node} sendet nach einem Neustart in Term ${actual}, obwohl er davor schon in Term ${known} gesendet hatte.`,
  votedTwice: (node: string, term: number, first: string, second: string) =>
    `${node} stimmt in Term ${term} erst für ${first} und dann für ${second}.`,
  minorityLeader: (node: string, term: number, votes: number, majority: number) =>
    `${node} handelt in Term ${term} als Leader und hat mit der eigenen nur ${votes === 1 ? 'eine Stimme' : `${votes} Stimmen`} erhalten; nötig sind ${majority}.`,
  commitBack: (node: string, actual: number, before: number) =>
    `${node} meldet leaderCommit ${actual}, obwohl er zuvor schon ${before} gemeldet hatte.`,
  unconfirmed: (node: string, index: number, term: number) =>
    `${node} meldet in Term ${term} Index ${index} als festgeschrieben, ohne dass eine Mehrheit ihn in diesem Term bestätigt hat.`,
  oldTermCounted: (node: string, index: number, term: number) =>
    `${node} führt in Term ${term} und schreibt Index ${index} durch Zählen fest, obwohl der Eintrag aus einem früheren Term stammt (Abb. 8).`,
};
