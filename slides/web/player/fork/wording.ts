import { scriptedRun } from '../../../../grader/feedback/wording/forks.ts';

/** What the player says where a run can be changed. */
export const forkWording = {
  summary: 'Ablauf ab hier ändern',
  how: (code: string) =>
    `Was wäre, wenn? Wählen Sie ein Ereignis und eine Störung. Neu gespielt wird mit ${code}; bis dahin bleibt alles, wie es war.`,
  message: (from: string, to: string, type: string) =>
    `Nachricht ${from} → ${to}${type === '' ? '' : ` ${type}`}`,
  noMessage: 'Nachricht: Zu diesem Ereignis gehört keine.',
  node: 'Knoten',
  howLong: 'Verzögerung oder Dauer:',
  actions: {
    drop: 'verlieren',
    duplicate: 'verdoppeln',
    delay: 'verzögern',
    overtake: 'überholen lassen',
    crash: 'abstürzen lassen',
    cut: 'vom Netz trennen',
  },
  names: {
    drop: (message: string) => `Gabelung: ${message} verloren`,
    duplicate: (message: string) => `Gabelung: ${message} doppelt`,
    delay: (message: string) => `Gabelung: ${message} verspätet`,
    overtake: (message: string) => `Gabelung: ${message} überholt`,
    crash: (node: string) => `Gabelung: ${node} stürzt ab`,
    cut: (node: string) => `Gabelung: ${node} abgetrennt`,
  },
  severalFaults: (count: number) =>
    count === 1 ? 'Gabelung: eine Störung' : `Gabelung: ${count} Störungen`,
  before: 'Vor der Gabelung',
  own: 'Meine Lösung',
  playOwn: 'Mit meiner Lösung spielen',
  howOwn:
    'Was Sie in der Werkstatt geschrieben haben, spielt dieselbe Szene. Sie vergleichen beide Abläufe und können Ihren danach ändern.',
  playOwnAgain: 'Mit dem jetzigen Stand meiner Lösung neu spielen',
  playingOwn: 'Ihre Lösung wird übersetzt und gespielt …',
  ownAlike: 'Ihre Lösung spielt diesen Ablauf genauso wie die Referenz.',
  ownDiffers: 'Ihre Lösung weicht von der Referenz ab; Sie sehen die erste abweichende Stelle.',
  ownFailed: (message: string) => `Mit Ihrer Lösung ließ sich der Ablauf nicht spielen: ${message}`,
  scripted: scriptedRun,
  playing: 'Wird gespielt …',
  impossible:
    'Das geht an diesem Ereignis nicht: Die Nachricht ist schon verloren, oder es kommt keine mehr, die sie überholen könnte.',
  same: 'Diese Störung ändert nichts: Der Ablauf bleibt derselbe. Wählen Sie ein anderes Ereignis.',
  failed: (message: string) => `Der neue Ablauf ließ sich nicht spielen: ${message}`,
  violated: (findings: readonly string[]) => `Verletzt: ${findings.join(' ')}`,
  fine: 'Keine Eigenschaft ist verletzt.',
  token: 'Diesen Ablauf wiederholen:',
  address: 'Adresse dieses Ablaufs',
  undo: 'Gabelung verwerfen',
} as const;
