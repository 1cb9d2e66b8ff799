/** German sentences on snapshots. */
export const snapshotsWording = {
  noReply: (index: number) =>
    `n1 hat das InstallSnapshot bis Index ${index} nicht mit einem InstallSnapshotReply beantwortet, das diesen Index wiederholt und mindestens den Term der Anfrage nennt.`,
  prefixLost: (index: number) =>
    `n1 lehnt ein AppendEntries ab, das bei Index ${index} anschließt. Der Eintrag dort ist durch den Snapshot gedeckt oder stand schon dahinter im Log und muss auch einen Neustart überleben.`,
  wrongEnd: (claim: { lastLogIndex: number; lastLogTerm: number }, index: number, term: number) =>
    `n1 hat nur den Snapshot bis Index ${index} (Term ${term}) und kandidiert mit lastLogIndex ${claim.lastLogIndex} und lastLogTerm ${claim.lastLogTerm}. Ein leeres Log hinter einem Snapshot endet mit dessen Index und Term.`,
  restKept: (index: number) =>
    `n1 hat einen Snapshot übernommen, der seinem Log widerspricht, und behält trotzdem den alten Eintrag an Index ${index}. Passt der Eintrag an lastIncludedIndex nicht, fällt das ganze Log.`,
  prefixRefused: (last: number) =>
    `n1 behandelt ein AppendEntries falsch, das vor dem Ende des Snapshots (Index ${last}) beginnt: Was der Snapshot deckt, gilt als vorhanden und wird übersprungen, der Rest angehängt.`,
  turnedBack:
    'Ein Snapshot, der nicht weiter reicht als der Commit von n1, hat dessen Log oder Commit zurückgedreht.',
  offeredOnce: (peer: string) =>
    `n1 sendet ${peer} ein InstallSnapshot, bekommt keine Antwort darauf und bietet es in 800 ms nicht noch einmal an. Auch ein InstallSnapshot kann verloren gehen.`,
  noSignOfLife:
    'n1 kandidiert, obwohl der Leader ihm alle 100 ms ein InstallSnapshot schickt. Auch das startet den Wahl-Timer neu.',
  confirmedTooMuch: (index: number) =>
    `Ein Follower hat den Snapshot bis Index ${index} bestätigt. n1 schreibt daraufhin Einträge dahinter fest, die noch niemand bestätigt hat.`,
  staleHeldOff: (ms: number) =>
    `n1 hört seit ${ms} ms von keinem Leader seines Terms und kandidiert nicht: Alle 35 ms kommt ein InstallSnapshot eines veralteten Terms an. Das darf den Wahl-Timer nicht neu starten.`,
  staleNotRefused:
    'n1 kennt schon einen höheren Term und übernimmt trotzdem den Snapshot eines abgesetzten Leaders, oder er nennt ihm den höheren Term nicht.',
  noValue: 'n1 hat einen Snapshot übernommen, führt jetzt und lässt den Client ohne Antwort.',
  wrongValue: (actual: string | null | undefined, expected: string) =>
    `Der Client erhält von n1 ${actual === undefined ? 'keinen Wert' : `„${actual ?? 'null'}“`}, richtig wäre „${expected}“. Zum Snapshot gehören die Werte und die zuletzt ausgeführten Nummern aller Clients; ein älterer Snapshot darf beides nicht zurückdrehen.`,
  wrongPrefix: (index: number, what: string) =>
    `Der Snapshot bis Index ${index} ist nicht der Zustand nach den festgeschriebenen Einträgen 1 bis ${index}: ${what}.`,
  wrongTerm: (index: number, actual: number, expected: number) =>
    `Der Snapshot bis Index ${index} nennt lastIncludedTerm ${actual}; der Eintrag dort stammt aus Term ${expected}.`,
  uncommitted: (index: number) =>
    `Der Snapshot reicht bis Index ${index}, aber so weit ist nichts festgeschrieben.`,
  valueDiffers: (key: string, actual: string, expected: string) =>
    `Unter „${key}“ steht ${actual} statt ${expected}`,
  sessionDiffers: (client: string, actual: string, expected: string) =>
    `Für den Client „${client}“ steht ${actual} statt ${expected}`,
  neverCompacted: (entries: number, threshold: number) =>
    `Ein Leader sendet ${entries} längst festgeschriebene Einträge auf einmal. Mehr als ${threshold} angewandte Einträge soll kein Knoten behalten; ein weit zurückliegender Follower bekommt ein InstallSnapshot.`,
};
