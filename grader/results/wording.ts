import type { SubmissionFault } from '../simulator/trace.ts';
import { exceptionMeaning } from './exception-meaning.ts';

/** German sentences that become part of a result. */

const faultSentences: Record<
  SubmissionFault['kind'],
  (detail: string, where: string, who: string) => string
> = {
  exception: (detail, where, who) =>
    detail === ''
      ? `${who} bricht ${where} mit einem Fehler ab.`
      : `${who} bricht ${where} mit einem Fehler ab: „${detail}“`,
  todo: (detail, where) => `Hier fehlt noch Ihre Lösung (${where}): ${detail}`,
  'step-budget': (_detail, where, who) =>
    `${who} kommt ${where} zu keinem Ende: Das Budget an Schritten ist verbraucht. Prüfen Sie die Abbruchbedingung der Schleife oder der Rekursion.`,
  recursion: (_detail, where, who) =>
    `${who} ruft sich ${where} zu tief selbst auf. Prüfen Sie die Abbruchbedingung der Rekursion.`,
  'bad-message': (detail, where, who) =>
    `${who} verschickt oder speichert ${where} etwas, das nicht über das Netz reisen kann: ${detail}. Erlaubt sind Werte wie in JSON: null, Wahrheitswerte, Zahlen, Texte, Listen und einfache Objekte.`,
  'bad-argument': (detail, where, who) =>
    `${who} übergibt ${where} ein unzulässiges Argument: ${detail}`,
  asynchronous: (detail, where, who) =>
    `${who} arbeitet ${where} asynchron (${detail}). Handler müssen ohne „async“, „await“ und Promises auskommen; warten Sie stattdessen mit „context.setTimer“.`,
  'missing-export': (detail, _where, who) =>
    `${who} exportiert nicht, was die Aufgabe verlangt: ${detail}. Stellen Sie den Namen aus dem Gerüst wieder her.`,
  flood: (_detail, where, who) =>
    `${who} überflutet ${where} das Netz: Es werden mehr Nachrichten verschickt, als ein Ablauf aufnehmen kann. Prüfen Sie, ob ein Empfang immer wieder neue Nachrichten auslöst.`,
  'non-deterministic': (detail, _where, who) =>
    `${who} verhält sich bei zwei gleichen Läufen verschieden (${detail}). Verwenden Sie für Zeit und Zufall nur „context.now()“ und „context.random()“.`,
};

/** One German sentence for a fault of the submission, with the place if it is known. */
export function faultSentence(fault: SubmissionFault): string {
  const detail =
    fault.field === undefined ? fault.detail : `Feld „${fault.field}“: ${fault.detail}`;
  const { exercise } = fault;
  const who = exercise === undefined ? 'Ihr Programm' : resultWording.ownSolution(exercise);
  const sentence = withFullStop(faultSentences[fault.kind](detail, faultPlace(fault), who));
  const meaning = fault.kind === 'exception' ? exceptionMeaning(fault.detail) : undefined;
  const wayOut = exercise === undefined ? undefined : resultWording.ownWayOut;
  return [sentence, meaning, wayOut].filter((text) => text !== undefined).join(' ');
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
  ownSolution: (exercise: string) => `Ihre Lösung der Aufgabe „${exercise}“`,
  ownWayOut:
    'Diese Aufgabe baut darauf auf. Beheben Sie den Fehler dort, oder setzen Sie in „manifest.json“ unter „uses“ die Angabe „own“ auf false.',
  violatedWithoutMessage: 'Die Regel ist verletzt.',
  vacuous:
    'Die Regel wurde nie verletzt, aber auch nie auf die Probe gestellt: In keinem Ablauf ist geschehen, wovon sie handelt.',
  unknown:
    'Die Prüfung hat ihr Budget verbraucht, bevor sie zu einem Urteil kam. Ein kürzerer Ablauf hilft oft: Prüfen Sie, ob Ihr Programm unnötig viele Nachrichten verschickt.',
  graderDefect:
    'Hier ist ein Fehler in der Prüfung selbst aufgetreten, nicht in Ihrem Programm. Bitte melden Sie ihn; die Einzelheiten stehen in .kapitel/fehler.log.',
  notReported: 'Diese Eigenschaft wurde nicht zu Ende geprüft.',
};
