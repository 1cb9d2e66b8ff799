/**
 * The right answers of part 4 with their reasons, and why each other answer is wrong. Sources: the
 * chapter, sections „Protokolle einordnen“ and „Produkte einordnen“.
 */
import type { Guarantee, Mechanism, Product, Progress, Protocol } from './contract.ts';

export interface Entry {
  readonly subject: string;
  /** How a reader knows it. */
  readonly name: string;
  readonly right: string;
  readonly because: string;
  /** For each other choice, why not. */
  readonly wrong: Readonly<Record<string, string>>;
}

type Judged<Choice extends string, Right extends Choice> = {
  readonly right: Right;
  readonly because: string;
  readonly wrong: Readonly<Record<Exclude<Choice, Right>, string>>;
};

/** Makes sure that every wrong choice has its reason. */
function judged<Choice extends string>() {
  return <Right extends Choice>(judgement: Judged<Choice, Right>) => judgement;
}
const guarantee = judged<Guarantee>();
const progress = judged<Progress>();
const mechanism = judged<Mechanism>();

type Reasoned = Omit<Entry, 'subject' | 'name'>;

function entries<Subject extends string>(
  names: Readonly<Record<Subject, string>>,
  reasons: Readonly<Record<Subject, Reasoned>>,
): readonly Entry[] {
  return (Object.keys(names) as Subject[]).map((subject) => ({
    subject,
    name: names[subject],
    ...reasons[subject],
  }));
}

const noCa =
  '„CA“ wäre die Zusage, dass das Netz nie zerfällt. Fragen Sie, was während einer Partition geschieht: Falsche Antworten oder keine?';

const protocolNames: Readonly<Record<Protocol, string>> = {
  gossip: 'Gossip',
  raft: 'Raft',
  paxos: 'Paxos',
  '2pc': '2PC',
};

const productNames: Readonly<Record<Product, string>> = {
  etcd: 'etcd',
  'consul-catalog': 'Consul, Katalog',
  'consul-members': 'Consul, Mitgliederliste',
  doozerd: 'Doozerd',
  zookeeper: 'ZooKeeper',
  copycat: 'Copycat',
  'classic-databases': 'klassische Datenbanken in einer verteilten Transaktion',
  eureka: 'Eureka',
};

export const protocolGuarantees = entries(protocolNames, {
  gossip: guarantee({
    right: 'AP',
    because: 'Jeder Knoten arbeitet auf seinem eigenen Zustand weiter; gleich werden sie später.',
    wrong: {
      CP: 'Ein Knoten wartet mit der Antwort auf niemanden; zwei Seiten einer Partition können Verschiedenes für wahr halten.',
      CA: noCa,
    },
  }),
  raft: guarantee({
    right: 'CP',
    because: 'Ohne Mehrheit wird nichts festgeschrieben; die Minderheit steht still.',
    wrong: {
      AP: 'Ein Knoten in der Minderheit kann keinen Leader wählen und nichts festschreiben. Er antwortet also nicht auf jede Anfrage.',
      CA: noCa,
    },
  }),
  paxos: guarantee({
    right: 'CP',
    because: 'Ein Wert ist gewählt, wenn eine Mehrheit der Acceptors ihn angenommen hat.',
    wrong: {
      AP: 'Ohne Mehrheit der Acceptors wird nie etwas gewählt; wer abgeschnitten ist, kann nicht antworten.',
      CA: noCa,
    },
  }),
  '2pc': guarantee({
    right: 'CP',
    because:
      'Lieber blockieren als verschieden entscheiden: In der Partition wird auf A verzichtet.',
    wrong: {
      AP: 'Ist ein Beteiligter nicht erreichbar, gibt es kein Commit, und Vorbereitete warten auf den Koordinator. Das ist das Gegenteil von verfügbar.',
      CA: 'So steht es oft am Dreieck. Aber gerade weil in einer Partition nichts mehr geht, wird auf A verzichtet; Partitionen lassen sich nicht abwählen.',
    },
  }),
});

export const protocolProgress = entries(protocolNames, {
  gossip: progress({
    right: 'nobody',
    because: 'Geändert wird lokal, erzählt wird im Takt.',
    wrong: {
      majority:
        'Gossip zählt keine Mehrheit: Ein Knoten ändert seinen Zustand und erzählt später davon.',
      all: 'Dass am Ende alle Bescheid wissen, ist die Folge, nicht die Bedingung einer Änderung.',
    },
  }),
  raft: progress({
    right: 'majority',
    because: 'Der Leader braucht mit sich selbst ⌊n/2⌋ + 1 Knoten.',
    wrong: {
      nobody:
        'Ein Leader allein kann anhängen, aber nicht festschreiben; er könnte längst abgelöst sein.',
      all: 'Dann hielte ein einziger toter Knoten alles an. Genau das vermeidet die Mehrheit.',
    },
  }),
  paxos: progress({
    right: 'majority',
    because: 'Beide Phasen brauchen eine Mehrheit der Acceptors.',
    wrong: {
      nobody: 'Ein Proposer kann allein nichts wählen; ohne Zusagen kennt er frühere Werte nicht.',
      all: 'Zwei Mehrheiten haben immer einen Knoten gemeinsam; mehr braucht es nicht.',
    },
  }),
  '2pc': progress({
    right: 'all',
    because: 'Ein fehlendes Ja genügt, und die Transaktion wird nicht bestätigt.',
    wrong: {
      nobody: 'Der Koordinator darf erst nach den Stimmen entscheiden.',
      majority:
        'Eine Mehrheit reicht gerade nicht: Jeder Beteiligte hat eigene Daten und ein Veto. Darin liegt der Unterschied zum Konsens.',
    },
  }),
});

export const productGuarantees = entries(productNames, {
  etcd: guarantee({
    right: 'CP',
    because: 'Raft; von Haus aus (v3) ist auch das Lesen linearisierbar.',
    wrong: {
      AP: 'Schreiben braucht eine Mehrheit der Mitglieder. Nur wer ausdrücklich „serializable“ liest, bekommt auch in der Minderheit eine (vielleicht alte) Antwort.',
      CA: noCa,
    },
  }),
  'consul-catalog': guarantee({
    right: 'CP',
    because: 'Die Server führen ihn mit Raft; mit der Voreinstellung liest man vom Leader.',
    wrong: {
      AP: 'Ohne Leader keine Änderung. Das Lesen mit „stale“ wäre verfügbar, ist aber nicht die Voreinstellung. Oder dachten Sie an die Mitgliederliste?',
      CA: noCa,
    },
  }),
  'consul-members': guarantee({
    right: 'AP',
    because: 'Jeder Agent führt seine eigene Sicht, verbreitet über Serf.',
    wrong: {
      CP: 'Die Mitgliederliste führt kein Leader: Jeder Agent hält für tot, wen er nicht erreicht, auch in einer Minderheit, und sagt das auch.',
      CA: noCa,
    },
  }),
  doozerd: guarantee({
    right: 'CP',
    because: 'Jede Änderung wird mit Paxos beschlossen.',
    wrong: { AP: 'Ohne Mehrheit gibt es keinen Beschluss, also keine Änderung.', CA: noCa },
  }),
  zookeeper: guarantee({
    right: 'CP',
    because:
      'Änderungen gehen über einen Leader und eine Mehrheit; gelesen wird die eigene, vielleicht ältere Kopie.',
    wrong: {
      AP: 'Dass Lesen eine alte Kopie liefern darf, macht es noch nicht verfügbar: Ein Server ohne Verbindung zur Mehrheit bedient von Haus aus gar keine Clients mehr.',
      CA: noCa,
    },
  }),
  copycat: guarantee({
    right: 'CP',
    because: 'Eine Raft-Umsetzung, mit linearisierbarem Schreiben.',
    wrong: {
      AP: 'Das folgte, wenn die Vorlesung es zu Recht unter Gossip führte. Der replizierte Zustand wird aber mit Raft festgeschrieben.',
      CA: noCa,
    },
  }),
  'classic-databases': guarantee({
    right: 'CP',
    because: 'Eine verteilte Transaktion wird nur bestätigt, wenn alle zustimmen.',
    wrong: {
      AP: 'Ein unerreichbarer Beteiligter verhindert die Transaktion.',
      CA: 'Der Klassiker des Dreiecks. In der Partition bleibt die Transaktion aber stehen: Sie verzichtet auf A. „CA“ beschreibt nur den Betrieb ohne Partition.',
    },
  }),
  eureka: guarantee({
    right: 'AP',
    because:
      'Jeder Server nimmt An- und Abmeldungen an und behält in der Partition lieber alte Einträge.',
    wrong: {
      CP: 'Eureka kennt weder Leader noch Mehrheit. Für das Auffinden von Diensten ist eine alte Adresse besser als keine.',
      CA: noCa,
    },
  }),
});

const noGossip =
  'Gossip erzählt zufällig Ausgewählten weiter und beschließt nichts; hier wird aber jede Änderung von einer Mehrheit beschlossen.';
const no2pc =
  '2PC braucht die Zustimmung aller; hier genügt eine Mehrheit, sonst wäre jeder Ausfall ein Stillstand.';
const noPeers =
  'Hier nimmt nicht jeder Server Änderungen für sich an: Sie gehen durch einen Konsens.';

export const productMechanisms = entries(productNames, {
  etcd: mechanism({
    right: 'raft',
    because: 'So nennt es auch die Vorlesung.',
    wrong: {
      paxos:
        'Gleich stark, aber nicht das, was etcd verwendet: Es hat einen gewählten Leader mit Termen und ein Log.',
      zab: 'Zab gehört zu ZooKeeper.',
      gossip: noGossip,
      '2pc': no2pc,
      'peer-replication': noPeers,
    },
  }),
  'consul-catalog': mechanism({
    right: 'raft',
    because: 'Die Server bilden eine Raft-Gruppe.',
    wrong: {
      paxos: 'Consul setzt Raft um, mit Leader und Termen.',
      zab: 'Zab gehört zu ZooKeeper.',
      gossip:
        'Consul verwendet auch Gossip (Serf), aber für Mitglieder und Ausfallerkennung. Der Katalog der Server liegt in einem Raft-Log.',
      '2pc': no2pc,
      'peer-replication': noPeers,
    },
  }),
  'consul-members': mechanism({
    right: 'gossip',
    because: 'Serf, eine Weiterentwicklung von SWIM.',
    wrong: {
      raft: 'Raft läuft nur zwischen den wenigen Servern. Wer Mitglied ist und wer lebt, erfahren alle Agenten voneinander.',
      paxos:
        'Consul verwendet kein Paxos, und eine Mitgliederliste vieler tausend Agenten beschließt man nicht einzeln.',
      zab: 'Zab gehört zu ZooKeeper.',
      '2pc': 'Niemand stimmt ab: Ein Agent hält einen anderen für tot und erzählt es.',
      'peer-replication':
        'Nah dran: auch hier sind alle gleich. Aber erzählt wird an zufällig Ausgewählte, die weitererzählen, nicht von jedem an alle.',
    },
  }),
  doozerd: mechanism({
    right: 'paxos',
    because: 'Eines der wenigen Produkte seiner Art mit Paxos.',
    wrong: {
      raft: 'Doozerd ist älter als Raft.',
      zab: 'Zab gehört zu ZooKeeper.',
      gossip: noGossip,
      '2pc': no2pc,
      'peer-replication': noPeers,
    },
  }),
  zookeeper: mechanism({
    right: 'zab',
    because: 'Junqueira, Reed & Serafini 2011. Die Vorlesung führt es unter „Paxos-basiert“.',
    wrong: {
      paxos:
        'So steht es in der Vorlesung, und verwandt sind sie. ZooKeeper hat aber ein eigenes Protokoll, das Änderungen eines Primary in dessen Reihenfolge verbreitet.',
      raft: 'Sehr ähnlich, aber jünger als ZooKeeper.',
      gossip: noGossip,
      '2pc':
        'Ein wenig sieht es danach aus (Vorschlag, Quittung, Commit), doch der Leader wartet nur auf eine Mehrheit.',
      'peer-replication': noPeers,
    },
  }),
  copycat: mechanism({
    right: 'raft',
    because: 'So beschreibt es sich selbst. Die Vorlesung führt es unter „Gossip“.',
    wrong: {
      gossip:
        'So steht es in der Vorlesung. Copycat ist eine Umsetzung von Raft; Gossip wird in einer Fassung seiner Beschreibung nur als Zugabe genannt.',
      paxos: 'Es ist ein anderes Konsensprotokoll: eines mit gewähltem Leader, Termen und Log.',
      zab: 'Zab gehört zu ZooKeeper.',
      '2pc': no2pc,
      'peer-replication': noPeers,
    },
  }),
  'classic-databases': mechanism({
    right: '2pc',
    because: 'Für Transaktionen über mehrere Datenbanken, z. B. nach XA.',
    wrong: {
      raft: 'Das verwenden manche neue verteilte Datenbanken je Teil der Daten. Gefragt ist, wie *mehrere* klassische gemeinsam entscheiden: Jede hat ein Veto.',
      paxos:
        'Konsens einigt sich auf einen Vorschlag, auch gegen eine Minderheit. Eine Datenbank, die „nein“ sagt, darf aber nicht überstimmt werden.',
      zab: 'Zab gehört zu ZooKeeper.',
      gossip: 'Eine Transaktion soll überall gelten oder nirgends, nicht irgendwann überall.',
      'peer-replication':
        'Hier werden nicht gleiche Kopien abgeglichen, sondern verschiedene Daten gemeinsam geändert.',
    },
  }),
  eureka: mechanism({
    right: 'peer-replication',
    because:
      'Jeder Server reicht Änderungen an die Server weiter, die in seiner Konfiguration stehen.',
    wrong: {
      raft: 'Es gibt keinen Leader; jeder Server nimmt Anmeldungen an.',
      paxos: 'Beschlossen wird nichts; jeder Server nimmt Anmeldungen an.',
      zab: 'Zab gehört zu ZooKeeper.',
      gossip:
        'Niemand erzählt weiter, was er gehört hat: Ein Server schickt seine Änderungen selbst an alle bekannten Server, und damit endet es.',
      '2pc': 'Kein Server wartet auf die Zustimmung der anderen.',
    },
  }),
});
