/** German sentences around the reasons of part 4. */
export const classificationWording = {
  todo: 'TODO(8.5): Die Antworten fehlen noch (Teil 4: Protokolle und Produkte).',
  heading: (constant: string, field: string, wrong: number, total: number) =>
    `„${constant}“, Feld „${field}“: ${wrong} von ${total} Antworten stimmen nicht.`,
  line: (name: string, answer: unknown, reason: string | undefined) => {
    if (answer === null || answer === undefined) return `– ${name}: noch keine Antwort.`;
    if (reason === undefined) {
      return `– ${name}: „${String(answer)}“ steht nicht zur Auswahl (siehe „contract.ts“).`;
    }
    return `– ${name}: nicht „${String(answer)}“. ${reason}`;
  },
  confirmed: (name: string, answer: string, because: string) =>
    `+ ${name}: „${answer}“ stimmt. ${because}`,
} as const;
