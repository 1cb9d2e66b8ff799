import { parseQuizzes } from './parse-quizzes.ts';
import type { Question } from './question.ts';
import { type Scenes, scenesFrom } from './scene-facts.ts';
import { withTruth } from './truth.ts';

/** A chapter with one question of each type, two of those that may be answered freely. */
export const bankMarkdown = `---
title: Probe
number: '8.1'
---

# Probe

## Abschnitt

## Quiz

\`\`\`quiz
id: probe-einzeln
type: single
question: Was folgt aus $a \\to b$?
options:
  - text: $L(a) < L(b)$
    correct: true
    explanation: Das ist die Uhrenbedingung.
  - text: $L(b) < L(a)$
    explanation: Das ist die Gegenrichtung.
  - text: Nichts
    explanation: Doch, siehe Uhrenbedingung.
read: '#abschnitt'
\`\`\`

\`\`\`quiz
id: probe-mehrere
type: multiple
question: Was *stimmt*?
options:
  - { text: eins, correct: true, explanation: Ja. }
  - { text: zwei, explanation: Nein. }
  - { text: drei, correct: true, explanation: Auch ja. }
  - { text: vier, explanation: Auch nein. }
read: '#abschnitt'
points: 2
\`\`\`

\`\`\`quiz
id: probe-zuordnen
type: matching
question: Was gehört zusammen?
pairs:
  - { left: Edge, right: annehmen, explanation: Er steht am Rand. }
  - { left: Registry, right: finden, explanation: Sie kennt alle. }
  - { left: Monitor, right: messen, explanation: Er zählt. }
distractors:
  - { right: raten, explanation: Das tut niemand. }
read: '#abschnitt'
\`\`\`

\`\`\`quiz
id: probe-ordnen
type: ordering
question: In welcher Reihenfolge?
items:
  - { text: senden, explanation: Zuerst. }
  - { text: empfangen, explanation: Nach dem Senden. }
  - { text: anzeigen, explanation: Nach dem Empfangen. }
  - { text: protokollieren, explanation: Nach dem Empfangen. }
before: [[0, 1], [1, 2], [1, 3]]
read: '#abschnitt'
\`\`\`

\`\`\`quiz
id: probe-zahl
type: numeric
question: Wie viele Runden?
answer: { scene: probe, fact: rounds }
tolerance: 0.5
unit: Runden
explanation: So viele braucht der Ablauf.
misconceptions:
  - { value: 8, explanation: Das ist die Zahl der Knoten. }
read: '#abschnitt'
\`\`\`

\`\`\`quiz
id: probe-vorhersage
type: predict
scene: probe
question: Was antwortet n3?
answer: { fact: answer }
options:
  - { value: alt, explanation: Die Nachricht kam nicht an. }
  - { value: neu, text: den neuen Wert, explanation: Dafür fehlt die Nachricht. }
explanation: n3 ist abgetrennt.
read: '#abschnitt'
\`\`\`

\`\`\`quiz
id: probe-frei
type: predict
scene: probe
question: Wer wird Leader?
answer: { fact: leader }
misconceptions:
  - { value: n1, explanation: Sein Log ist zu alt. }
explanation: Nur n2 hat alle Einträge.
read: '#abschnitt'
\`\`\`
`;

export const bankScenes: Scenes = scenesFrom([
  {
    schemaVersion: 1,
    id: 'probe',
    title: 'Probe',
    facts: { rounds: 4, answer: 'alt', leader: 'n2' },
  },
]);

/** The questions of {@link bankMarkdown} by id. */
export const bank: ReadonlyMap<string, Question> = new Map(
  parseQuizzes(bankMarkdown).questions.map(({ question: written }) => {
    const truth = withTruth(written, bankScenes);
    if (truth.kind === 'problem') throw new Error(truth.message);
    return [written.id, truth.question];
  }),
);

/** One of them, as its type. */
export function fromBank<Type extends Question['type']>(
  id: string,
  type: Type,
): Extract<Question, { readonly type: Type }> {
  const question = bank.get(id);
  if (question?.type !== type) throw new Error(`No ${type} question ${id}`);
  return question as Extract<Question, { readonly type: Type }>;
}
