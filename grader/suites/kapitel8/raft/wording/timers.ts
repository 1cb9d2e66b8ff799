const noises: Readonly<Record<string, string>> = {
  'stale-append': 'AppendEntries eines veralteten Terms',
  'denied-vote': 'eine Bitte um die Stimme, die abzulehnen ist,',
  'stale-vote': 'ein RequestVote eines veralteten Terms',
  'vote-reply': 'eine Antwort auf RequestVote',
  'append-reply': 'eine Antwort auf AppendEntries',
  'higher-term': 'eine Antwort mit einem höheren Term',
};

/** German sentences on the election timer. */
export const timersWording = {
  heldOff: (noise: string, ms: number) =>
    `n1 hört seit ${ms} ms von keinem Leader und kandidiert nicht. Alle 35 ms kommt ${noises[noise] ?? 'eine Nachricht'} an; das darf den Wahl-Timer nicht neu starten.`,
  heartbeatRefused: (term: number) =>
    `n1 hat einen Heartbeat des Leaders von Term ${term} nicht mit „success: true“ beantwortet, obwohl beide Logs leer sind.`,
  restartedByTerm: (higher: number, ms: number) =>
    `n1 kandidiert, erfährt kurz vor dem Ende seines Wahl-Timeouts von Term ${higher} und kandidiert auch ${ms} ms nach der letzten Kandidatur nicht wieder. Er wird zwar Follower; seinen Wahl-Timer startet ein höherer Term allein aber nicht neu, außer bei einem Leader, der zurücktritt.`,
  candidacyDespiteLeader: (ms: number) =>
    `n1 kandidiert, obwohl der Leader sich alle ${ms} ms meldet. Jedes AppendEntries des aktuellen Terms startet den Wahl-Timer neu, und der läuft mindestens 150 ms.`,
  candidacyAfterRefusal:
    'n1 kandidiert, obwohl der Leader sich alle 100 ms meldet. Auch ein AppendEntries, das wegen seines Vorgängers abzulehnen ist, ist ein Lebenszeichen des Leaders.',
  candidacyAfterVote:
    'n1 hat eben seine Stimme gegeben und kandidiert weniger als 150 ms danach selbst. Wer seine Stimme gibt, startet den Wahl-Timer neu.',
};
