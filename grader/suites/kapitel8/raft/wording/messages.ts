/** German sentences on the form of messages. */
export const messagesWording = {
  malformed: (node: string, type: string, field: string) =>
    `${node} sendet eine Nachricht${type === '' ? '' : ` „${type}“`}, die nicht dem Vertrag entspricht: Das Feld „${field}“ fehlt oder hat keinen zulässigen Wert.`,
  unanswered: (node: string, type: string, from: string) =>
    `${node} beantwortet ein ${type} von ${from} nicht in demselben Handler. Jede dieser Nachrichten wird sofort beantwortet, auch wenn sie veraltet ist oder abgelehnt wird und gleich welche Rolle der Knoten hat.`,
  answeredTwice: (node: string, type: string, from: string, times: number) =>
    `${node} beantwortet ein ${type} von ${from} ${times}-mal. Zu jeder zugestellten Nachricht gehört genau eine Antwort; nach einer Ablehnung fehlt oft nur ein „return“.`,
  malformedResponse: (node: string) =>
    `${node} antwortet einem Client mit etwas, das keine „Response“ ist: Nach dem Vertrag hat sie entweder „ok: true“ und „value“ oder „ok: false“.`,
};
