/** German sentences on what is secret: what a failed check says. */
export const secretWording = {
  tooManyEntries: (actual: number, allowed: number, commands: number) =>
    `In der letzten Sekunde ohne Störung wurden für ${commands} Befehle zusammen ${actual} Einträge gesendet; großzügig gerechnet genügen ${allowed}. Was ein Follower bestätigt hat, muss der Leader nicht noch einmal senden.`,
  tooMany: (actual: number, allowed: number, commands: number) =>
    `In der letzten Sekunde ohne Störung wurden ${actual} Nachrichten gesendet. Für die Heartbeats und ${commands} Befehle genügen auch großzügig gerechnet ${allowed}.`,
};
