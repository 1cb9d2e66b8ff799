import type { SubmissionFault } from '../simulator/trace.ts';
import { exceptionMeaning } from './exception-meaning.ts';

/** German sentences that become part of a result. */

const faultSentences: Record<SubmissionFault['kind'], (detail: string, where: string) => string> = {
  exception: (detail, where) =>
    detail === ''
      ? `Ihr Programm bricht ${where} mit einem Fehler ab.`
      : `Ihr Programm bricht ${where} mit einem Fehler ab: „${detail}“`,
  todo: (detail, where) => `Hier fehlt noch Ihre Lösung (${where}): ${detail}`,
  'step-budget': (_detail, where) =>
    `Ihr Programm kommt ${where} zu keinem Ende: Es hat das Budget an Schritten verbraucht. Prüfen Sie die Abbruchbedingung der Schleife oder der Rekursion.`,
  recursion: (_detail, where) =>
    `Ihr Programm ruft sich ${where} zu tief selbst auf. Prüfen Sie die Abbruchbedingung der Rekursion.`,
  'bad-message': (detail, where) =>
    `Ihr Programm verschickt oder speichert ${where} etwas, das nicht über das Netz reisen kann: ${detail}. Erlaubt sind Werte wie in JSON: null, Wahrheitswerte, Zahlen, Texte, Listen und einfache Objekte.`,
  'bad-argument': (detail, where) =>
    `Ihr Programm übergibt ${where} ein unzulässiges Argument: ${detail}`,
  asynchronous: (detail, where) =>
    `Ihr Programm arbeitet ${where} asynchron (${detail}). Handler müssen ohne „async“, „await“ und Promises auskommen; warten Sie stattdessen mit „context.setTimer“.`,
  'missing-export': (detail) =>
    `Ihr Programm exportiert nicht, was die Aufgabe verlangt: ${detail}. Stellen Sie den Namen aus dem Gerüst wieder her.`,
  flood: (_detail, where) =>
    `Ihr Programm überflutet ${where} das Netz: Es verschickt mehr Nachrichten, als ein Ablauf aufnehmen kann. Prüfen Sie, ob ein Empfang immer wieder neue Nachrichten auslöst.`,
  'non-deterministic': (detail) =>
    `Ihr Programm verhält sich bei zwei gleichen Läufen verschieden (${detail}). Verwenden Sie für Zeit und Zufall nur „context.now()“ und „context.random()“.`,
};

/** One German sentence for a fault of the submission, with the place if it is known. */
export function faultSentence(fault: SubmissionFault): string {
  const detail =
    fault.field === undefined ? fault.detail : `Feld „${fault.field}“: ${fault.detail}`;
  const sentence = withFullStop(faultSentences[fault.kind](detail, faultPlace(fault)));
  const meaning = fault.kind === 'exception' ? exceptionMeaning(fault.detail) : undefined;
  return meaning === undefined ? sentence : `${sentence} ${meaning}`;
}

/** „in onMessage auf n2 (raft.ts, Zeile 12)“, as much of it as is known. */
function faultPlace(fault: SubmissionFault): string {
  const parts = [`in ${fault.handler ?? 'Ihrem Code'}`];
  if (fault.node !== undefined) parts.push(`auf ${fault.node}`);
  if (fault.location !== undefined) {
    parts.push(`(${fault.location.file}, Zeile ${fault.location.line})`);
  }
  return parts.join(' ');
}

function withFullStop(sentence: string): string {
  return /[.!?:]“?$/.test(sentence) ? sentence : `${sentence}.`;
}

export const resultWording = {
  violatedWithoutMessage: 'Die Regel ist verletzt.',
  vacuous:
    'Die Regel wurde nie verletzt, aber auch nie auf die Probe gestellt: In keinem Ablauf ist geschehen, wovon sie handelt.',
  unknown:
    'Die Prüfung hat ihr Budget verbraucht, bevor sie zu einem Urteil kam. Ein kürzerer Ablauf hilft oft: Prüfen Sie, ob Ihr Programm unnötig viele Nachrichten verschickt.',
  graderDefect:
    'Hier ist ein Fehler in der Prüfung selbst aufgetreten, nicht in Ihrem Programm. Bitte melden Sie ihn; die Einzelheiten stehen in .kapitel/fehler.log.',
  notReported: 'Diese Eigenschaft wurde nicht zu Ende geprüft.',
};
