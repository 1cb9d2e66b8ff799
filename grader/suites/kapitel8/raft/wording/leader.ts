/** German sentences on what a leader does. */
export const leaderWording = {
  oldTermCounted: (commit: number, term: number) =>
    `n1 führt in Term ${term} und meldet leaderCommit ${commit}, obwohl noch kein Eintrag aus Term ${term} auf einer Mehrheit steht. Einträge früherer Terme werden nicht durch Zählen festgeschrieben, nur zusammen mit einem eigenen (Abb. 8).`,
  notProposed:
    'n1 ist Leader, nimmt die Anfrage eines Clients aber nicht ins Log auf: Kein AppendEntries trägt sie innerhalb der nächsten Heartbeats.',
  notCommitted: (index: number) =>
    `Eine Mehrheit hat den Eintrag an Index ${index} bestätigt. Trotzdem erreicht leaderCommit diesen Index auch nach mehreren Heartbeats nicht.`,
  minority: (index: number, votes: number, nodes: number) =>
    `n1 hält den Eintrag an Index ${index} für festgeschrieben, obwohl ihn mit n1 selbst erst ${votes} von ${nodes} Knoten haben.`,
  staleCounted: (first: number, second: number, index: number) =>
    `n1 führt in Term ${second} und schreibt Index ${index} fest, weil Zusagen aus Term ${first} eintreffen. Sie galten Einträgen, die inzwischen ersetzt sind: Antworten aus früheren Termen zählen nicht.`,
  matchWentBack: (peer: string, index: number) =>
    `Eine Mehrheit hat Index ${index} bestätigt, festgeschrieben wird er nicht. Nach der Zusage von ${peer} traf eine ältere von ihm ein: matchIndex darf dadurch nicht sinken.`,
  notRepaired: (peer: string) =>
    `${peer} hat ein leeres Log und lehnt ab, was nicht bei Index 0 anschließt. n1 geht nicht bis zum Anfang zurück: In 600 ms kam kein AppendEntries mit prevLogIndex 0 und Einträgen bei ${peer} an.`,
};
