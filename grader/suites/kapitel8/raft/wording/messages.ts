/** German sentences on the form of messages. */
export const messagesWording = {
  malformed: (node: string, type: string, field: string) =>
    `${node} sendet eine Nachricht${type === '' ? '' : ` „${type}“`}, die nicht dem Vertrag entspricht: Das Feld „${field}“ fehlt oder hat keinen zulässigen Wert.`,
  malformedResponse: (node: string) =>
    `${node} antwortet einem Client mit etwas, das keine „Response“ ist: Nach dem Vertrag hat sie entweder „ok: true“ und „value“ oder „ok: false“.`,
};
