import { show } from '../ballots.ts';
import type { AcceptedSlot, Ballot, LogValue } from '../contract.ts';

/** A value for a reader: the text of its command, or No-op. */
export const showValue = (value: LogValue): string =>
  value === null ? 'No-op' : `„${value.text}“`;

const list = (texts: readonly string[]): string => `[${texts.join(', ')}]`;
const slots = (entries: readonly AcceptedSlot[]): string =>
  entries.length === 0
    ? 'nichts'
    : entries
        .map(({ slot, ballot, value }) => `Slot ${slot}: ${showValue(value)} mit ${show(ballot)}`)
        .join(', ');

/** German sentences on the replicated log. */
export const logWording = {
  twoChosen: (slot: number, first: LogValue, second: LogValue) =>
    `Für Slot ${slot} gelten ${showValue(first)} und ${showValue(second)} als gewählt.`,
  notChosen: (node: string, slot: number, value: LogValue) =>
    `${node} gibt ${showValue(value)} für Slot ${slot} als gewählt aus, aber keine Mehrheit hat das in einem und demselben Ballot angenommen.`,
  badBallot: (node: string, ballot: Ballot, before: Ballot) =>
    `${node} beginnt Phase 1 mit ${show(ballot)}, obwohl er schon ${show(before)} gesehen oder vergeben hat. Jede Phase 1 braucht einen neuen, höheren Ballot mit dem eigenen Namen.`,
  tooFewPromises: (node: string, ballot: Ballot, type: string, count: number, nodes: number) =>
    `${node} sendet ${type} mit ${show(ballot)}, aber diesen Ballot haben ihm mit ihm selbst erst ${count} von ${nodes} Knoten versprochen.`,
  twoValues: (node: string, ballot: Ballot, slot: number, first: LogValue, second: LogValue) =>
    `${node} schlägt mit ${show(ballot)} für Slot ${slot} erst ${showValue(first)} und dann ${showValue(second)} vor.`,
  brokePromise: (node: string, promised: Ballot, type: string, ballot: Ballot) =>
    `${node} hat ${show(promised)} versprochen und bedient danach ${type} mit ${show(ballot)}. Ein Versprechen gilt für alle Slots.`,
  forgotPromise: (node: string, promised: Ballot, type: string, ballot: Ballot) =>
    `${node} hat vor einem Absturz ${show(promised)} versprochen und bedient nach dem Neustart ${type} mit ${show(ballot)}.`,
  missingSlot: (node: string, ballot: Ballot, slot: number, vote: Ballot) =>
    `${node} hat für Slot ${slot} einem Vorschlag mit ${show(vote)} zugestimmt und nennt im „Promise“ für ${show(ballot)} nichts davon.`,
  forgotSlot: (node: string, ballot: Ballot, slot: number, vote: Ballot) =>
    `${node} hat vor einem Absturz für Slot ${slot} einem Vorschlag mit ${show(vote)} zugestimmt und nennt nach dem Neustart im „Promise“ für ${show(ballot)} nichts davon.`,
  wrongPromise: (
    ballot: Ballot,
    from: number,
    actual: readonly AcceptedSlot[],
    expected: readonly AcceptedSlot[],
  ) =>
    `n1 verspricht ${show(ballot)} ab Slot ${from} und nennt: ${slots(actual)}. Richtig wäre: ${slots(expected)}.`,
  wrongValue: (
    node: string,
    ballot: Ballot,
    slot: number,
    actual: LogValue,
    allowed: readonly LogValue[],
  ) =>
    `${node} schlägt mit ${show(ballot)} für Slot ${slot} ${showValue(actual)} vor. Nach den Versprechen seiner Mehrheit, sein eigenes mitgezählt, muss es ${allowed.map(showValue).join(' oder ')} sein: der Wert des höchsten genannten Ballots.`,
  invented: (node: string, slot: number, actual: LogValue) =>
    `${node} schlägt für Slot ${slot} ${showValue(actual)} vor. Kein Versprechen nennt das, und kein Client hat es bei ${node} aufgegeben.`,
  firstUnchosen: (node: string, type: string, first: number, slot: number) =>
    `${node} nennt im ${type} als „firstUnchosen“ ${first}, aber Slot ${slot} ist noch nicht gewählt.`,
  notFilled: (slot: number, last: number) =>
    `Die Versprechen, das eigene von n1 mitgezählt, nennen Slots bis ${last}, aber nicht Slot ${slot}. Der neue Leader n1 füllt dieses Loch nicht sofort mit einem No-op.`,
  filledWith: (node: string, slot: number, last: number, value: LogValue) =>
    `Die Versprechen, das eigene mitgezählt, nennen Slots bis ${last}, aber nicht Slot ${slot}. ${node} füllt das Loch mit ${showValue(value)} statt mit einem No-op.`,
  notCompleted: (slot: number, peer: string) =>
    `Ein Versprechen, vielleicht das eigene von n1, nennt für Slot ${slot} einen Vorschlag. Der neue Leader n1 schlägt ihn nicht sofort von Neuem vor: An ${peer} geht kein „Accept“ für diesen Slot.`,
  appliedWrong: (node: string, actual: readonly string[], expected: readonly string[]) =>
    `${node} hat ${list(actual)} angewandt. Gewählt ist vom ersten Slot an ohne Lücke bisher ${list(expected)}; angewandt sein darf nur ein Anfang davon.`,
  appliedTwice: (node: string, text: string) =>
    `${node} hat den Befehl „${text}“ zweimal angewandt. Eine Wiederholung bleibt ohne Wirkung.`,
  tooEarly: (node: string, text: string) =>
    `${node} bestätigt „${text}“, bevor der Befehl angewandt sein kann: Sein Slot oder einer davor ist noch nicht gewählt.`,
  wrongPosition: (text: string, actual: number, expected: number) =>
    `„${text}“ ist der ${expected}. angewandte Befehl, die Antwort nennt Position ${actual}. No-ops und Wiederholungen zählen nicht mit.`,
  positionTwice: (position: number, first: string, second: string) =>
    `„${first}“ und „${second}“ bekommen beide die Position ${position}.`,
  orderBroken: (earlier: string, first: number, later: string, second: number) =>
    `„${earlier}“ war bestätigt (Position ${first}), bevor „${later}“ aufgegeben wurde, und doch hat „${later}“ die kleinere Position ${second}.`,
  keepsLeading: (node: string, ballot: Ballot, type: string, higher: Ballot) =>
    `${node} hat von ${show(higher)} erfahren und sendet danach noch ${type} mit ${show(ballot)}. Wer von einem höheren Ballot erfährt, ist nicht mehr Leader.`,
  wrongHint: (hint: string | undefined, leader: string) =>
    `n1 hört seit Längerem nur von ${leader} und nennt einem Client ${hint === undefined ? 'keinen Leader' : `${hint} als Leader`}.`,
  notRefused: 'n1 ist nicht Leader und antwortet auf „append“ nicht sofort mit „ok: false“.',
  prepareAgain: (node: string, ballot: Ballot) =>
    `${node} beginnt mit ${show(ballot)} eine neue Phase 1, obwohl nichts gestört ist und ein Leader da ist. Phase 1 gilt für alle Slots und wird nicht wiederholt.`,
  wrongReject: (type: string, ballot: Ballot, promised: Ballot) =>
    `n1 hat ${show(promised)} versprochen und lehnt ${type} mit ${show(ballot)} nicht ab (oder nennt einen anderen Ballot). Auf einen zu kleinen Ballot folgt „Reject“.`,
  unanswered: (type: string, ballot: Ballot) =>
    `n1 bedient ${type} mit ${show(ballot)} nicht, wie der Vertrag es verlangt: genau eine Antwort, sofort, an den Absender, mit dem Ballot der Frage.`,
  refused: (node: string, type: string, ballot: Ballot, promised: Ballot) =>
    `${node} lehnt ${type} mit ${show(ballot)} ab, obwohl er nichts Höheres als ${show(promised)} versprochen hat.`,
  malformed: (node: string, field: string) =>
    `${node} sendet eine Nachricht, deren Feld „${field}“ nicht so ist, wie „protocol.ts“ es beschreibt.`,
  noPhase1: (ms: number) =>
    `n1 hört seit ${ms} ms von keinem Leader (Ballots unter dem versprochenen zählen nicht) und beginnt trotzdem keine Phase 1 bei allen anderen.`,
  phase1TooEarly: (ms: number) =>
    `n1 beginnt Phase 1 schon ${ms} ms, nachdem er zuletzt von einem Leader gehört oder etwas versprochen hat. Die Wartezeit liegt zwischen 150 ms und 300 ms.`,
  waitTooShort: (node: string, ms: number) =>
    `${node} hört von niemandem und beginnt schon nach ${ms} ms die nächste Phase 1. Die Wartezeit liegt zwischen 150 ms und 300 ms.`,
  gaveUp: (node: string, ms: number) =>
    `${node} hört von niemandem und beginnt ${ms} ms lang keine Phase 1. Er versucht es immer wieder, nach jeweils 150 ms bis 300 ms.`,
  fixedWait: (node: string, ms: number, times: number) =>
    `${node} wartet ${times}-mal genau ${ms} ms bis zur nächsten Phase 1. Die Wartezeit muss jedes Mal neu gezogen werden.`,
  noHeartbeat: (ms: number, peer: string) =>
    `n1 ist Leader und meldet sich ${ms} ms lang nicht bei ${peer}. Ein Heartbeat geht sofort nach der Wahl und dann alle 50 ms an jeden.`,
  notProposed: (text: string) =>
    `n1 ist Leader und schlägt den Befehl „${text}“ nicht sofort allen anderen vor.`,
  notRepeated: (slot: number, peer: string) =>
    `Für Slot ${slot} fehlt die Mehrheit, und ${peer} hat nicht geantwortet. n1 wiederholt sein „Accept“ nicht mit den Heartbeats.`,
  notTold: (slot: number, peer: string) =>
    `Eine Mehrheit hat Slot ${slot} angenommen, aber n1 sendet kein „Chosen“ dafür an ${peer}.`,
  notAsked: (own: number, leader: number) =>
    `n1 kennt Slot ${own} nicht. Auf einen Heartbeat mit „firstUnchosen“ ${leader} sendet er kein „Missing“ mit ${own}.`,
  askedInVain: (own: number) =>
    `n1 kennt alle Slots vor ${own}, und auch der Leader kennt nicht mehr. Trotzdem fragt n1 mit „Missing“ nach.`,
  notHelped: (slot: number) =>
    `n3 bittet mit „Missing“ um Slots, die n1 kennt, und bekommt kein „Chosen“ für Slot ${slot}.`,
  notApplied: (node: string, actual: readonly string[], expected: readonly string[]) =>
    `${node} hat ${list(actual)} angewandt, obwohl ${list(expected)} längst gewählt und ${node} bekannt ist.`,
  notAnswered: (text: string) =>
    `Der Befehl „${text}“ ist gewählt und alles davor auch; n1 ist Leader und antwortet nicht.`,
  unansweredInTheEnd: (client: string, ms: number) =>
    `${client} wartet seit ${ms} ms auf eine Antwort, obwohl längst nichts mehr gestört ist.`,
  unsettled: (node: string) =>
    `Lange nach der letzten Störung beginnt ${node} noch eine Phase 1. Am Ende soll es einen Leader geben, den niemand mehr stört.`,
  noLeader: 'Lange nach der letzten Störung meldet sich kein Leader.',
  behind: (node: string, actual: number, expected: number) =>
    `${node} hat am Ende ${actual} Befehle angewandt, andere ${expected}. Nachzügler bekommen mit „Missing“ und „Chosen“ den Rest.`,
};
