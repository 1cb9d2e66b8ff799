import type { NodeId } from '../../../simulator/process.ts';
import type { Answered, CpMessage, RegisterRequest, Tag } from './contract.ts';

/** German sentences on the CP register. */

export const showTag = ({ time, node }: Tag) => (time === 0 ? '(0, –)' : `(${time}, ${node})`);
export const showValue = (value: unknown) => (value === null ? 'null' : `„${String(value)}“`);
const show = (value: unknown) => JSON.stringify(value) ?? 'nichts';
/** After „nur von“ and „erst bei“. */
const countOf = (count: number, total: number) =>
  count === 1
    ? `einem von ${total} Knoten, ihm selbst`
    : `${count} von ${total} Knoten, ihn selbst mitgezählt`;

export const cpWalkWording = {
  malformed: (node: NodeId, message: unknown) =>
    `${node} sendet ${show(message)}. Das ist keine Nachricht aus „contract.ts“.`,
  malformedResponse: (node: NodeId, response: unknown) =>
    `${node} antwortet einem Client mit ${show(response)}. Das ist keine Antwort aus „contract.ts“.`,
  foreignAnswer: (node: NodeId, written: string, { value, tag }: Answered) =>
    `${node} bestätigt das Schreiben von „${written}“ mit ${showValue(value)} in Version ${showTag(tag)}. Verlangt sind der geschriebene Wert und die Version, die ${node} ihm gegeben hat.`,
  answeredNotOnce: (node: NodeId, { type, operation }: CpMessage, answers: number) =>
    answers === 0
      ? `${node} beantwortet das „${type}“ mit operation ${operation} nicht. Auf jedes „query“ und jedes „store“ folgt im selben Handler eine Antwort, auch auf ein veraltetes.`
      : `${node} beantwortet das „${type}“ mit operation ${operation} ${answers}-mal statt einmal.`,
  unasked: (node: NodeId, { type, operation }: CpMessage) =>
    `${node} sendet „${type}“ mit operation ${operation}, ohne gerade eine solche Frage von diesem Knoten bearbeitet zu haben.`,
  numberReused: (node: NodeId, operation: number) =>
    `${node} verwendet operation ${operation} noch einmal, obwohl die Nummer schon vor dem Absturz vergeben war. Verspätete Antworten von damals zählen jetzt für die neue Anfrage.`,
  storedTooEarly: (node: NodeId, tag: Tag, count: number, total: number) =>
    `${node} verschickt die neue Version ${showTag(tag)}. Dass es keine neuere gibt, ist seit Beginn der Anfrage aber nur von ${countOf(count, total)} bekannt. Phase 1 braucht Antworten einer Mehrheit auf *diese* Anfrage.`,
  readTooEarly: (node: NodeId, tag: Tag, count: number, total: number) =>
    `${node} beantwortet das Lesen mit ${showTag(tag)}. Dass es nichts Neueres gibt, ist seit Beginn der Anfrage aber nur von ${countOf(count, total)} bekannt. Phase 1 braucht Antworten einer Mehrheit auf *diese* Anfrage.`,
  notStored: (node: NodeId, tag: Tag, count: number, total: number) =>
    `${node} bestätigt das Schreiben, aber ${showTag(tag)} liegt nachweislich erst bei ${countOf(count, total)}. Eine Mehrheit muss gespeichert haben, bevor der Client seine Antwort bekommt.`,
  notWrittenBack: (node: NodeId, tag: Tag, count: number, total: number) =>
    `${node} beantwortet das Lesen mit ${showTag(tag)}. Diese oder eine neuere Version liegt nachweislich erst bei ${countOf(count, total)}. Das nächste Lesen kann eine Mehrheit treffen, die davon nichts weiß.`,
  twoValues: (tag: Tag, before: string | null, after: string | null) =>
    `Die Version ${showTag(tag)} gehört zu zwei Werten: erst zu ${showValue(before)}, dann zu ${showValue(after)}.`,
  invented: (node: NodeId, tag: Tag, value: string | null) =>
    `${node} nennt ${showValue(value)} in Version ${showTag(tag)}. Niemand hat ${tag.node} gebeten, diesen Wert zu schreiben, oder ${node} vergibt Versionen im Namen eines anderen.`,
  notGivenAnew: (node: NodeId, tag: Tag) =>
    `${node} bestätigt ein Schreiben mit der Version ${showTag(tag)}, die es schon gab, bevor die Anfrage kam. Jedes Schreiben bekommt eine neue, auch wenn der Wert derselbe ist.`,
  countedInVain: (node: NodeId, counted: Tag, shown: Tag) =>
    `${node} hat mit ${showTag(counted)} geantwortet und brauchte dafür die eigene Stimme, meldet aber danach ${showTag(shown)}. Wer sich zur Mehrheit zählt, hat die Version selbst.`,
  wentBack: (node: NodeId, before: Tag, after: Tag) =>
    `${node} hatte schon ${showTag(before)} und meldet jetzt ${showTag(after)}. Übernommen wird nur Neueres.`,
  forgot: (node: NodeId, before: Tag, after: Tag) =>
    `Vor dem Absturz hat ${node} die Version ${showTag(before)} gemeldet oder verschickt, nach dem Neustart meldet er nur noch ${showTag(after)}.`,
} as const;

const requestName = (kind: RegisterRequest['kind']) => (kind === 'read' ? 'Lesen' : 'Schreiben');

export const cpWording = {
  servedAlone: (node: NodeId, kind: RegisterRequest['kind'], reach: number, total: number) =>
    `${node} erreicht ${reach === 1 ? 'niemanden' : `mit sich selbst ${reach} von ${total} Knoten`} und beantwortet trotzdem ein ${requestName(kind)} mit „ok: true“. Ohne Mehrheit kann er nicht wissen, ob die anderen längst weiter sind.`,
  majorityRefused: (node: NodeId, kind: RegisterRequest['kind'], reach: number, total: number) =>
    `${node} erreicht ${reach} von ${total} Knoten, also eine Mehrheit, und das Netz zwischen ihnen ist gesund. Trotzdem gelingt ein ${requestName(kind)} nicht.`,
  certainRefused: (node: NodeId, kind: RegisterRequest['kind']) =>
    `Eine Mehrheit der Knoten antwortet ${node} ohne Verzug, manche anderen nicht. Trotzdem gelingt ein ${requestName(kind)} nicht.`,
  notRecovered: (node: NodeId, kind: RegisterRequest['kind']) =>
    `Alle Störungen sind vorbei, alle Knoten laufen, und bei ${node} gelingt ein ${requestName(kind)} trotzdem nicht.`,
} as const;

export const cpReplicaWording = {
  wrongCopy: (shown: Tag, expected: Tag) =>
    `n1 meldet ${showTag(shown)}. Die neueste Version, die ihn erreicht hat, ist ${showTag(expected)}. Erst entscheidet die Zeit als Zahl, bei gleicher Zeit der Knotenname.`,
  wrongValue: (tag: Tag, shown: string | null, expected: string | null) =>
    `n1 meldet zur Version ${showTag(tag)} den Wert ${showValue(shown)}, empfangen hat er ${showValue(expected)}.`,
} as const;
