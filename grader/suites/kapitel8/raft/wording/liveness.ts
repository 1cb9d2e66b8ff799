/** German sentences on what must happen in the end. */
export const livenessWording = {
  noLeader: (ms: number) =>
    `Alle Störungen sind seit ${ms} ms vorbei, und noch immer sendet niemand AppendEntries: Es gibt keinen Leader.`,
  unsettled: (node: string) =>
    `Lange nach der letzten Störung kandidiert ${node} noch. Mit einem Leader, der sich regelmäßig meldet, kehrt Ruhe ein.`,
  unheard: (leader: string, node: string) =>
    `${leader} ist Leader, aber ${node} bekommt von ihm keine AppendEntries, obwohl das Netz in Ordnung ist.`,
  twoAtTheEnd: (first: string, second: string) =>
    `Lange nach der letzten Störung handeln ${first} und ${second} beide als Leader.`,
  heartbeatLate: (leader: string, node: string, ms: number) =>
    `${leader} meldet sich bei ${node} erst nach ${ms} ms wieder. Ein Leader sendet jedem Knoten alle 50 ms ein AppendEntries.`,
  noHeartbeats: (node: string) =>
    `In der letzten Sekunde eines ungestörten Ablaufs bekommt ${node} kein AppendEntries.`,
  neverCommitted: (client: string, sequence: number) =>
    `Die Anfrage ${sequence} des Clients „${client}“ kam, als alle Störungen vorbei waren. Festgeschrieben wurde sie nie.`,
  behind: (node: string, index: number) =>
    `${node} hat dem letzten Leader nie bestätigt, das Log bis Index ${index} zu haben, obwohl alle Störungen lange vorbei sind.`,
  unanswered: (client: string, attempts: number) =>
    `Der Client „${client}“ hat nach dem Ende aller Störungen ${attempts}-mal gefragt und keine Antwort mit „ok: true“ bekommen.`,
  firstTerm: (node: string, term: number) =>
    `${node} hat noch von niemandem gehört und kandidiert zum ersten Mal, aber in Term ${term}. Vor der ersten Wahl ist ein Knoten in Term 0; der erste Candidate steht in Term 1.`,
  tooEarly: (node: string, ms: number) =>
    `${node} kandidiert schon nach ${ms} ms. Der Wahl-Timeout beträgt mindestens 150 ms.`,
  tooLate: (node: string, ms: number) =>
    `${node} hört von niemandem und kandidiert erst nach ${ms} ms. Der Wahl-Timeout liegt unter 300 ms.`,
  gaveUp: (node: string, times: number, expected: number) =>
    `${node} ist allein und kandidiert in der ganzen Zeit nur ${times}-mal; mindestens ${expected}-mal wäre der Wahl-Timeout abgelaufen. Auch ein Candidate startet den Timer und versucht es im nächsten Term erneut.`,
  fixed: (node: string, times: number, ms: number) =>
    `${node} wartet ${times}-mal hintereinander gleich lang, nämlich ${ms} ms. Der Wahl-Timeout wird jedes Mal neu zufällig gezogen.`,
  inStep: (node: string, other: string, delays: readonly number[]) =>
    `${node} und ${other} warten jedes Mal gleich lang (${delays.join(', ')} ms) und kommen sich immer wieder in die Quere.`,
};
