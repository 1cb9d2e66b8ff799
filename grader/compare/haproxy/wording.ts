import type { AnyComplaint } from './compare.ts';
import type { Measured, Scene } from './scenes.ts';

const titles: Readonly<Record<Scene['id'], string>> = {
  shares: 'Gewichte 3 : 2 : 1, alle gesund',
  refusing: 'n3 lehnt Verbindungen ab',
  failing: 'n3 beantwortet jede Anfrage mit 500',
  mute: 'n3 antwortet nicht',
  back: 'n3 war ausgefallen und ist wieder da',
};

const complaints: Readonly<Record<AnyComplaint, string>> = {
  deviation: 'In einer Runde oder im Ganzen weicht eine Anzahl um mehr als 1 von den Gewichten ab.',
  'failed-gets': 'Ein Client sah bei GET einen Fehler.',
  'failed-posts': 'Ein Client sah bei POST einen Fehler, obwohl nichts angekommen war.',
  'posts-not-failed': 'Bei POST kam kein Fehler an; der erste Knoten wurde also nicht gefragt.',
  'repeated-posts': 'Ein POST kam zweimal an.',
  'not-used-again': 'Nicht alle Knoten bekamen wieder Anfragen.',
  'not-registered': 'Im Konfigurationsspeicher stehen am Ende nicht alle Knoten mit ihrem Gewicht.',
};

function row(name: string, measured: Measured): string {
  const { arrived, deviation, failedGets, failedPosts, repeatedPosts } = measured;
  const shares = Object.entries(arrived).map(([node, count]) => `${node} ${count}`);
  const cells = [
    name.padEnd(11),
    shares.join(', ').padEnd(24),
    deviation === undefined ? '' : `größte Abweichung ${deviation}`,
    `Fehler bei GET ${failedGets}`,
    `bei POST ${failedPosts}`,
    `wiederholte POST ${repeatedPosts}`,
  ];
  return `    ${cells.filter((cell) => cell !== '').join('  ')}`;
}

/** What `npm run compare:haproxy` says. */
export const wording = {
  missing:
    'HAProxy ab Version 2.2 ist nicht installiert (Debian: apt-get install haproxy). Der Vergleich wurde nicht ausgeführt.',
  comparing: (version: string) =>
    `Verglichen wird HAProxy ${version} mit dem Ambassador der Musterlösung, vor denselben drei Servern.`,
  scene: (id: Scene['id'], haproxy: Measured, ambassador: Measured, isFine: boolean) => [
    `${titles[id]}: ${isFine ? 'wie erwartet' : 'NICHT wie erwartet'}`,
    row('HAProxy', haproxy),
    row('Ambassador', ambassador),
  ],
  complaint: (name: string, complaint: AnyComplaint) => `    ${name}: ${complaints[complaint]}`,
  again: (id: Scene['id']) =>
    `${titles[id]}: nicht wie erwartet, vielleicht war die Maschine beschäftigt. Noch einmal …`,
  nothing: 'HAProxy und der Ambassador der Musterlösung verhalten sich gleich.',
  something: 'HAProxy und der Ambassador der Musterlösung verhalten sich nicht wie erwartet.',
  usage: 'Aufruf: npm run compare:haproxy',
  broken: (text: string) => `Der Vergleich selbst ist gescheitert: ${text}`,
};
