import { show } from '../ballots.ts';
import type { Ballot } from '../contract.ts';

const quoted = (values: readonly string[]): string =>
  [...new Set(values)].map((value) => `„${value}“`).join(' oder ');

/** German sentences on the proposer and the learner. */
export const proposerWording = {
  foreignBallot: (node: string, ballot: Ballot) =>
    `${node} benutzt den Ballot ${show(ballot)}. Ein Knoten vergibt nur Ballots mit seinem eigenen Namen.`,
  notHigher: (node: string, ballot: Ballot, seen: Ballot) =>
    `${node} beginnt einen Versuch mit ${show(ballot)}, obwohl er schon ${show(seen)} gesehen hat. Ein neuer Versuch braucht einen höheren Ballot.`,
  reused: (node: string, ballot: Ballot, before: Ballot) =>
    `${node} hat vor einem Absturz ${show(before)} vergeben und beginnt nach dem Neustart mit ${show(ballot)}. Er vergisst seine Ballots; der neue muss höher sein.`,
  twoValues: (node: string, ballot: Ballot, first: string, second: string) =>
    `${node} schlägt mit ${show(ballot)} erst „${first}“ und dann „${second}“ vor. Ein Ballot gehört zu einem Vorschlag.`,
  tooFewPromises: (node: string, ballot: Ballot, count: number, nodes: number, majority: number) =>
    `${node} sendet „Accept“ mit ${show(ballot)}, aber diesen Ballot haben ihm mit ihm selbst erst ${count} von ${nodes} Knoten versprochen. Die Mehrheit ist ${majority}. Versprechen für frühere Ballots zählen nicht, ein doppeltes zählt einmal, und eine Ablehnung ist keines.`,
  brokeOwnPromise: (node: string, own: Ballot, type: string, ballot: Ballot) =>
    `${node} hat „Prepare“ mit ${show(own)} gesendet und bedient danach ${type} ${show(ballot)}. Er zählt bei seiner Mehrheit mit, also gilt sein Versprechen auch für ihn selbst.`,
  wrongValue: (node: string, ballot: Ballot, actual: string, allowed: readonly string[]) =>
    `${node} schlägt mit ${show(ballot)} den Wert „${actual}“ vor. Nach den Versprechen seiner Mehrheit, sein eigenes mitgezählt, muss es ${quoted(allowed)} sein: der Wert des höchsten genannten Ballots.`,
  inventedValue: (node: string, ballot: Ballot, actual: string) =>
    `${node} schlägt mit ${show(ballot)} den Wert „${actual}“ vor. Kein Versprechen nennt ihn, und kein Client hat ihn bei ${node} vorgeschlagen.`,
  notChosen: (node: string, value: string, count: number, nodes: number, majority: number) =>
    `${node} gibt „${value}“ als gewählt aus. In einem und demselben Ballot haben dem mit ihm selbst höchstens ${count} von ${nodes} Knoten zugestimmt; die Mehrheit ist ${majority}.`,
  ownVoteMissing: (node: string, own: Ballot, ballot: Ballot) =>
    `${node} hat „Accept“ mit ${show(own)} gesendet und zählt sich dabei mit, nennt im „Promise“ für ${show(ballot)} aber nichts davon. Bevor sein „Accept“ abgeht, stimmt er selbst zu.`,
  twoChosen: (first: string, second: string) =>
    `Gewählt sind „${first}“ und „${second}“. Es darf nur ein Wert gewählt werden.`,
  notProposed: (value: string) =>
    `„${value}“ gilt als gewählt, aber kein Client hat diesen Wert vorgeschlagen.`,
  noPrepare: (peer: string) =>
    `Ein Client schlägt bei n1 einen Wert vor, und n1 beginnt nicht sofort einen Versuch: An ${peer} geht kein „Prepare“.`,
  noAccept: (ballot: Ballot, peer: string) =>
    `n1 hat für ${show(ballot)} die Versprechen einer Mehrheit, sendet aber nicht sogleich „Accept“ an ${peer}.`,
  noChosen: (ballot: Ballot, peer: string) =>
    `Für ${show(ballot)} hat n1 die Zustimmung einer Mehrheit, sendet aber nicht sogleich „Chosen“ an ${peer}.`,
  noAnswer: (value: string) =>
    `n1 weiß, dass „${value}“ gewählt ist, antwortet seinem Client aber nicht.`,
  passedOn: (value: string) =>
    `n1 erfährt aus einem „Chosen“, dass „${value}“ gewählt ist, und sendet es an andere weiter, die ihn nichts gefragt haben.`,
  goesOn: (value: string) =>
    `n1 weiß, dass „${value}“ gewählt ist, und beginnt doch noch einen Versuch.`,
  silentOnceChosen: (type: string, ballot: Ballot) =>
    `n1 kennt den gewählten Wert und beantwortet ${type} ${show(ballot)} nicht oder nicht richtig. Auch dann bleibt er Acceptor.`,
  noRetry: (afterMs: number) =>
    `Seit ${afterMs} ms kommt n1 nicht voran, und ein Client wartet. Nach weniger als 200 ms (bei groben Takten 250 ms) beginnt der nächste Versuch mit einem neuen Ballot.`,
  tooEarly: (afterMs: number) =>
    `n1 beginnt schon ${afterMs} ms nach dem Anfang eines Versuchs den nächsten. Der Abstand liegt zwischen 50 ms und 200 ms, auch nach einer Ablehnung.`,
  fixedDelay: (node: string, gapMs: number, times: number) =>
    `Zwischen den Versuchen von ${node} liegen ${times}-mal genau ${gapMs} ms. Die Wartezeit muss jedes Mal neu gezogen werden.`,
  unanswered: (client: string, ms: number) =>
    `${client} wartet seit ${ms} ms auf eine Antwort, obwohl längst nichts mehr gestört ist.`,
  stillFighting: (ms: number, attempts: number) =>
    `Nach ${ms} ms und ${attempts} Versuchen ist noch nichts gewählt, obwohl keine Nachricht verloren ging: Die Proposer kommen einander immer wieder in die Quere.`,
};
