import { show } from '../ballots.ts';
import type { Ballot } from '../contract.ts';

/** German sentences on the constructed duel. */
export const duelWording = {
  notAList: '„findDuel“ gibt keine Liste von Schritten zurück.',
  tooLong: (length: number) => `Die Folge hat ${length} Schritte; erlaubt sind 1000.`,
  badStep: (index: number) =>
    `Schritt ${index + 1} ist kein Schritt nach „protocol.ts“: Er nennt „Prepare“ oder „Accept“, einen Ballot mit einer Runde ab 1 und einem der beiden Proposer, und einen der Acceptors.`,
  goesBack: (index: number, ballot: Ballot, before: Ballot) =>
    `In Schritt ${index + 1} fängt ${ballot.node} den Ballot ${show(ballot)} an, nachdem er schon ${show(before)} angefangen hat.`,
  noMajority: (index: number, ballot: Ballot, promised: number, majority: number) =>
    `In Schritt ${index + 1} kommt ein „Accept“ mit ${show(ballot)} an. Bis dahin haben den Ballot erst ${promised} Acceptors versprochen; die Mehrheit ist ${majority}.`,
  chosen: (index: number, ballot: Ballot, acceptor: string) =>
    `Mit Schritt ${index + 1}, „Accept“ ${show(ballot)} bei ${acceptor}, hat eine Mehrheit ${show(ballot)} zugestimmt: Damit ist ein Wert gewählt, und das Duell ist vorbei.`,
  tooFew: (proposer: string, failures: number, rounds: number) =>
    `${proposer} scheitert nur mit ${failures} statt mit ${rounds} Ballots. Gescheitert ist ein Ballot, den eine Mehrheit versprochen hat und dessen „Accept“ danach bei einer Mehrheit angekommen ist.`,
};
