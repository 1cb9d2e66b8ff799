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
  staleAnswered:
    'n1 meldet dem Client „c4“ die Anfrage als ausgeführt, obwohl im aktuellen Term niemand den Eintrag bestätigt hat.',
  silenced: (first: number) =>
    `Nach verspäteten Zusagen aus Term ${first} sendet n1 keine AppendEntries mehr, obwohl er Leader ist. Antworten aus früheren Termen werden verworfen.`,
  notAddressed: (peer: string, term: number) =>
    `n1 ist Leader von Term ${term}, sendet ${peer} aber nichts, was dem Vertrag entspricht. Ein neuer Leader setzt nextIndex für alle auf das Ende seines Logs.`,
  keptMatch: (peer: string, term: number, index: number) =>
    `n1 schreibt in Term ${term} Index ${index} fest und zählt dabei ${peer} mit, der nur in einem früheren Term etwas bestätigt hat. Ein neuer Leader setzt matchIndex für alle auf 0.`,
  lateIgnored: (index: number) =>
    `Eine Mehrheit hat Index ${index} bestätigt, festgeschrieben wird er nicht. Die Zusagen kamen spät und mehrere auf einmal, aber im selben Term: Auch sie gelten, gleich auf welches prevLogIndex sie sich beziehen.`,
  matchWentBack: (peer: string, index: number) =>
    `Eine Mehrheit hat Index ${index} bestätigt, festgeschrieben wird er nicht. Nach der Zusage von ${peer} traf eine ältere von ihm ein: matchIndex darf dadurch nicht sinken.`,
  gaveUpOn: (peer: string) =>
    `Nach mehrfach zugestellten Ablehnungen sendet n1 an ${peer} nichts mehr, was dem Vertrag entspricht. „nextIndex“ sinkt nie unter 1.`,
  notRepaired: (peer: string) =>
    `${peer} hat ein leeres Log und lehnt ab, was nicht bei Index 0 anschließt. n1 geht nicht bis zum Anfang zurück: In 600 ms kam kein AppendEntries mit prevLogIndex 0 und Einträgen bei ${peer} an. Auf „conflictIndex“ und „conflictTerm“ ist dabei kein Verlass.`,
};
