import type { NodeId } from '../../../simulator/process.ts';

/** German sentences about reading and watching a directory of the store. */
export const followingWording = {
  malformed: (node: NodeId) =>
    `${node} hat dem Speicher etwas anderes gesendet als ein GET in der Form des Vertrags.`,
  wrongDirectory: (node: NodeId, directory: string) =>
    `${node} fragt nicht rekursiv nach ${directory}.`,
  idReused: (node: NodeId, id: number) =>
    `${node} hat die id ${id} schon einmal verwendet (auch vor einem Neustart zählt); so ist nicht zu erkennen, welche Frage beantwortet wird.`,
  noQuestion: (node: NodeId, atMs: number) =>
    `Spätestens bei ${atMs} ms war die nächste Frage von ${node} an den Speicher fällig; sie kam nicht oder zu spät.`,
  notAskedAgain: (node: NodeId, atMs: number) =>
    `Die Antwort blieb aus, und ${node} hat bei ${atMs} ms nicht wieder gefragt (oder erst später).`,
  twoQuestions: (node: NodeId, atMs: number) =>
    `${node} stellt bei ${atMs} ms eine Frage, obwohl die vorige noch offen und ihre Zeit nicht um ist.`,
  tooSoon: (node: NodeId, atMs: number) =>
    `Der Speicher hat mit einem Fehler geantwortet; ${node} fragt schon bei ${atMs} ms wieder, ohne retryMs zu warten.`,
  readsAgain: (node: NodeId) =>
    `${node} liest neu, obwohl das Beobachten weitergehen kann: Was inzwischen kam und wieder ging, bleibt so unbemerkt.`,
  watchesUnread: (node: NodeId) =>
    `${node} beobachtet, obwohl zuerst (wieder) gelesen werden muss.`,
  wrongIndex: (node: NodeId, actual: number | undefined, expected: number) =>
    `${node} beobachtet ${actual === undefined ? 'ohne waitIndex' : `ab ${actual}`}; nach den Antworten auf die jeweils offene Frage fehlt als Erstes das Ereignis ${expected}.`,
} as const;
