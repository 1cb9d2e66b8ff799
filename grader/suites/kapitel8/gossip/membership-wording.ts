import type { Member, Status } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { Manner } from './membership-probing.ts';

/** German sentences of the verdicts on membership. */

const statusText: Readonly<Record<Status, string>> = {
  alive: 'am Leben',
  suspect: 'im Verdacht',
  dead: 'tot',
};

const mannerText: Readonly<Record<Manner, string>> = {
  prompt: 'antwortet sofort',
  'via-helper': 'antwortet nur über einen Helfer',
  silent: 'antwortet auf keinen ping',
  'wrong-sequence': 'antwortet mit einer Nummer, die zu keinem ping gehört,',
  late: 'antwortet erst nach dem Ende der Runde',
};

function memberText({ status, incarnation }: Member): string {
  return `„${statusText[status]}, Inkarnation ${incarnation}“`;
}

export const memberWording = {
  wrongOrder: (update: Member, known: Member, expected: boolean) =>
    `${memberText(update)} verdrängt ${memberText(known)} ${expected ? 'doch' : 'nicht'}; supersedes sagt etwas anderes.`,
  notAcknowledged: (from: NodeId) =>
    `Auf einen ping von ${from} muss sofort genau ein ack an ${from} folgen.`,
  incomplete: () =>
    'Die mitgeschickte Liste ist nicht vollständig: Sie muss jeden Knoten genau einmal enthalten, auch den Absender.',
  wrongEntry: (node: NodeId, expected: Member, actual: Member | undefined) =>
    `Nach allem Gehörten muss über ${node} in der Liste stehen: ${memberText(expected)}. Dort steht: ${actual === undefined ? 'nichts' : memberText(actual)}.`,
  acquitted: (node: NodeId, expected: Member, actual: Member) =>
    `Über ${node} stand in der Liste schon: ${memberText(expected)}. Nun steht dort: ${memberText(actual)}, ohne dass eine Meldung den Eintrag verdrängt hat. Auch ein ping oder ack von ${node} hebt ihn nicht auf; das tut erst eine höhere Inkarnation, die ${node} selbst bekannt gibt.`,
  notAliveItself: (node: NodeId) =>
    `${node} führt sich in der eigenen Liste nicht als lebendig. Wer eine Liste verschickt, lebt.`,
  notRefuted: (node: NodeId, from: NodeId, heard: Member, least: number, incarnation: number) =>
    `${node} hat von ${from} über sich gehört: ${memberText(heard)}. Danach muss er sich mindestens in Inkarnation ${least} führen; er führt sich in Inkarnation ${incarnation}.`,
  raisedForNothing: () =>
    'Der Knoten hat seine Inkarnation erhöht, obwohl ihn in seiner Inkarnation niemand verdächtigt hat.',
  raisedByOther: (owner: NodeId, node: NodeId, incarnation: number) =>
    `${owner} nennt für ${node} die Inkarnation ${incarnation}, die ${node} selbst nie bekannt gegeben hat. Nur der Betroffene darf sie erhöhen.`,
  offRhythm: (node: NodeId) =>
    `${node} sendet nicht genau einen eigenen ping je Runde, jeweils zu Beginn der Runde.`,
  neverPinged: (node: NodeId, missed: NodeId, periods: number) =>
    `${node} hat ${missed} in ${periods} aufeinanderfolgenden Runden nie angepingt.`,
  wrongVerdict: (node: NodeId, manner: Manner, expected: Status) =>
    `${node} ${mannerText[manner]} und muss danach ${statusText[expected]} sein.`,
  needlessHelp: (node: NodeId) =>
    `${node} bittet um Hilfe, obwohl die Antwort schon da ist oder die Wartezeit nicht gerade abgelaufen ist.`,
  wrongHelp: (node: NodeId, helpers: number) =>
    `${node} muss ${helpers === 1 ? 'genau einen anderen' : `${helpers} verschiedene andere`} Knoten (nicht das Ziel) bitten, mit der Nummer des erfolglosen ping und dem Ziel.`,
  noHelp: (node: NodeId, target: NodeId) =>
    `${node} hat auf den ping an ${target} kein ack mit dieser sequence bekommen und niemanden um Hilfe gebeten.`,
  notSuspected: (node: NodeId, expected: Member, actual: Member | undefined) =>
    `Auf den ping an ${node} kam bis zum Beginn der nächsten Runde kein ack mit dieser sequence. Danach muss über ${node} in der Liste stehen: ${memberText(expected)}. Dort steht: ${actual === undefined ? 'nichts' : memberText(actual)}.`,
  suspectedForNothing: (node: NodeId, expected: Member, actual: Member | undefined) =>
    `Niemand hat über ${node} einen Verdacht gemeldet, und kein ping an ${node} ist ohne ack geblieben. In der Liste muss stehen: ${memberText(expected)}. Dort steht: ${actual === undefined ? 'nichts' : memberText(actual)}.`,
  notDeadInTime: (node: NodeId, suspectMs: number, expected: Member, actual: Member | undefined) =>
    `${node} steht seit mehr als ${suspectMs} ms (suspectMs) ununterbrochen in derselben Inkarnation im Verdacht, und seither hat eine neue Runde begonnen. In der Liste muss stehen: ${memberText(expected)}. Dort steht: ${actual === undefined ? 'nichts' : memberText(actual)}.`,
  noErrand: (node: NodeId, requester: NodeId, target: NodeId) =>
    `${requester} hat ${node} um Hilfe gebeten. ${node} muss ${target} sofort genau einen ping schicken, was immer in der Liste über ${target} steht.`,
  ackNotPassedOn: (node: NodeId, requester: NodeId) =>
    `Auf den ping, um den ${requester} gebeten hatte, ist das ack da. ${node} muss ${requester} sofort ein ack mit der sequence aus dem ping-req schicken.`,
  sequenceReused: (node: NodeId) =>
    `${node} hat zwei ping mit derselben sequence geschickt. Jeder ping braucht eine eigene, auch einer für andere; die des Bittenden gehört nur in das ack an ihn.`,
  neverAsked: (node: NodeId, helper: NodeId, times: number) =>
    `${node} hat in ${times} Runden ohne ack um Hilfe gebeten, dabei aber kein einziges Mal ${helper}. Helfer werden jedes Mal neu ausgelost.`,
  falseAlarm: (node: NodeId, suspected: NodeId) =>
    `${node} hält ${suspected} für verdächtig oder tot, obwohl ${suspected} lebt und, notfalls über Helfer, rechtzeitig antwortet.`,
  deadTooSoon: (node: NodeId, dead: NodeId) =>
    `${node} erklärt ${dead} für tot, ohne ihn lange genug verdächtigt zu haben und ohne dass es ihm jemand gesagt hat.`,
  wrongInTheEnd: (owner: NodeId, node: NodeId, expected: Status) =>
    `Lange nach der letzten Störung muss ${node} für ${owner} ${statusText[expected]} sein.`,
} as const;
