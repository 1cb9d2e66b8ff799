/** German sentences on the form and the number of messages. */
export const messagesWording = {
  malformed: (node: string, type: string, field: string) =>
    `${node} sendet eine Nachricht${type === '' ? '' : ` „${type}“`}, die nicht dem Vertrag entspricht: Das Feld „${field}“ fehlt oder hat keinen zulässigen Wert.`,
  malformedResponse: (node: string) =>
    `${node} antwortet einem Client mit etwas, das keine „Response“ ist: Nach dem Vertrag hat sie entweder „ok: true“ und „value“ oder „ok: false“.`,
  tooManyEntries: (actual: number, allowed: number, commands: number) =>
    `In der letzten Sekunde ohne Störung wurden für ${commands} Befehle zusammen ${actual} Einträge gesendet; großzügig gerechnet genügen ${allowed}. Was ein Follower bestätigt hat, muss der Leader nicht noch einmal senden.`,
  tooMany: (actual: number, allowed: number, commands: number) =>
    `In der letzten Sekunde ohne Störung wurden ${actual} Nachrichten gesendet. Für die Heartbeats und ${commands} Befehle genügen auch großzügig gerechnet ${allowed}.`,
};
