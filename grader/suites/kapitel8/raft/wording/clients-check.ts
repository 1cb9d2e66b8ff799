/** German sentences on the histories of clients. */
export const clientsCheckWording = {
  undecided:
    'Ob die Antworten linearisierbar sind, ließ sich mit dem Budget des Prüfers nicht entscheiden.',
  appliedTwice: (piece: string, value: string) =>
    `Ein Client liest „${value}“: Das Stück „${piece};“ wurde einmal angehängt und steht zweimal da. Ein wiederholter Befehl darf nur einmal wirken.`,
};
