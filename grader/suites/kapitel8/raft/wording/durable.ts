/** German sentences on what must survive a crash. */
export const durableWording = {
  votedTwice: (term: number, first: string, second: string) =>
    `n1 hat in Term ${term} für ${first} gestimmt, ist abgestürzt und neu gestartet und stimmt im selben Term nun für ${second}. Die Stimme muss gespeichert sein, bevor jemand von ihr erfährt.`,
  termForgotten: (term: number, actual: number) =>
    `n1 hat den Term ${term} schon auf der Leitung genannt. Nach Absturz und Neustart handelt er, als wäre er in Term ${actual}.`,
  entryLost: (index: number) =>
    `n1 hat den Eintrag an Index ${index} bestätigt. Nach Absturz und Neustart hat er ihn nicht mehr.`,
  ownEntryLost: (index: number) =>
    `n1 hat als Leader Index ${index} festgeschrieben und sich dabei mitgezählt. Nach Absturz und Neustart endet sein Log davor.`,
  committedByRestart: (commit: number) =>
    `n1 hat nie erfahren, dass etwas festgeschrieben ist. Nach einem Neustart meldet er als Leader trotzdem leaderCommit ${commit}: Gespeichert ist nicht festgeschrieben.`,
  staleTail:
    'Nach einem Absturz mitten im Ersetzen folgt im Log von n1 auf den neuen Eintrag aus Term 3 ein alter aus Term 2. Ordnen Sie die Schreibvorgänge so, dass nach jedem einzelnen ein gültiges Log gespeichert ist.',
};
