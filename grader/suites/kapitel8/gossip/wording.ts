import type { Rumor, Version } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import type { NodeId } from '../../../simulator/process.ts';

/** German sentences of this suite's verdicts. */

const number = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });

function rumorText({ key, value, timestamp, source }: Rumor): string {
  return `„${key} = ${value}“ (Zeitstempel ${timestamp}, Quelle ${source})`;
}

function entryText(rumor: Rumor | null | undefined): string {
  if (rumor === undefined) return 'keine Antwort in der Form des Vertrags';
  return rumor === null ? 'kein Eintrag' : rumorText(rumor);
}

function versionText({ key, timestamp, source }: Version): string {
  return `„${key}“ (Zeitstempel ${timestamp}, Quelle ${source})`;
}

function listText(items: readonly string[]): string {
  return items.length === 0 ? 'niemand' : items.join(', ');
}

export const wording = {
  notBoolean: (left: Version, right: Version) =>
    `isNewer liefert für ${versionText(left)} und ${versionText(right)} keinen Wahrheitswert.`,
  wrongOrder: (left: Version, right: Version, expected: boolean) =>
    expected
      ? `${versionText(left)} ist neuer als ${versionText(right)}, isNewer sagt aber nein.`
      : `${versionText(left)} ist nicht neuer als ${versionText(right)}, isNewer sagt aber ja.`,
  notCommutative: () =>
    'merge(a, b) und merge(b, a) sind verschieden: Das Ergebnis hängt davon ab, wer wen anruft.',
  notAssociative: () =>
    'merge(merge(a, b), c) und merge(a, merge(b, c)) sind verschieden: Das Ergebnis hängt davon ab, in welcher Reihenfolge die Zustände eintreffen.',
  notIdempotent: () =>
    'merge(a, a) ist nicht a: Wer denselben Zustand noch einmal bekommt, darf sich nicht ändern.',
  wrongMerge: (key: string) =>
    `In merge(a, b) steht zum Schlüssel „${key}“ nicht der neuere der beiden Einträge.`,
  surplusKey: (key: string) =>
    `In merge(a, b) steht der Schlüssel „${key}“, den weder a noch b hat.`,
  argumentChanged: () =>
    'merge hat eines seiner Argumente verändert. Legen Sie für das Ergebnis ein neues Objekt an.',
  wrongRounds: (nodes: number, fanout: number, expected: number) =>
    `Bei ${nodes} Knoten und Fanout ${fanout} sind es mindestens ${expected} Runden.`,

  malformed: (node: NodeId) =>
    `${node} hat eine Nachricht gesendet oder eine Antwort gegeben, die nicht die Form aus „protocol.ts“ hat.`,
  stray: (node: NodeId, atMs: number) =>
    `${node} hat bei ${atMs} ms außerhalb seines Takts eine Gossip-Nachricht gesendet (oder ein zweites Mal im selben Takt).`,
  missedTick: (node: NodeId, atMs: number) =>
    `${node} hatte im Takt bei ${atMs} ms noch etwas zu erzählen, hat aber nichts gesendet.`,
  missingTold: (node: NodeId, to: NodeId, rumor: Rumor) =>
    `In der Nachricht von ${node} an ${to} fehlt ${rumorText(rumor)}: Seit der Übernahme sind noch nicht genug Takte vergangen.`,
  groupForgotten: (node: NodeId, missing: readonly NodeId[]) =>
    `${node} hat in diesem Takt erzählt, aber nicht allen Mitgliedern seiner Gruppe: Es fehlt ${listText(missing)}.`,
  topForgotten: (node: NodeId, missing: readonly NodeId[], top: readonly NodeId[]) =>
    `Top-Sender von ${node} in diesem Takt: ${listText(top)}. Ohne Nachricht blieb: ${listText(missing)}.`,
  twiceToSame: (node: NodeId, to: NodeId) =>
    `${node} hat ${to} im selben Takt mehr als eine Gossip-Nachricht geschickt.`,
  tooManyOthers: (node: NodeId, count: number, fanout: number) =>
    `${node} hat in diesem Takt ${count} Knoten außerhalb von Gruppe und Top-Sendern angesprochen; der Fanout ist ${fanout}.`,
  tooFewOthers: (node: NodeId, count: number, expected: number) =>
    `${node} hat in diesem Takt nur ${count} Knoten außerhalb von Gruppe und Top-Sendern angesprochen; verlangt ist ${expected}.`,
  tellsExpired: (node: NodeId, to: NodeId, rumor: Rumor) =>
    `${node} erzählt ${to} immer noch ${rumorText(rumor)}: Die vorgesehenen Takte sind vorbei, oder es gibt Neueres.`,
  tellsUnbelieved: (node: NodeId, to: NodeId, rumor: Rumor) =>
    `${node} erzählt ${to} ${rumorText(rumor)}, obwohl er es noch nicht glauben durfte.`,
  believesTooEarly: (node: NodeId, got: Rumor | null, expected: Rumor | null) =>
    `${node} antwortet mit: ${entryText(got)}. Nach dem, was er gehört hat, darf er das nicht übernommen haben; richtig ist: ${entryText(expected)}.`,
  believesTooLate: (node: NodeId, got: Rumor | null | undefined, expected: Rumor | null) =>
    `${node} hätte übernehmen müssen: ${entryText(expected)}. Er antwortet mit: ${entryText(got)}.`,
  goesBack: (node: NodeId, key: string) =>
    `${node} kannte zum Schlüssel „${key}“ schon eine neuere Version und ist hinter sie zurückgefallen.`,
  invented: (to: NodeId, rumor: Rumor) =>
    `An ${to} ging ${rumorText(rumor)}; das hat dem Absender niemand erzählt, und kein Client hat es dort gesetzt.`,
  noTimestamp: (node: NodeId) => `${node} hat auf „put“ nicht mit „stored“ geantwortet.`,
  timestampTooSmall: (node: NodeId, timestamp: number, above: number) =>
    `${node} vergibt den Zeitstempel ${timestamp}, hat aber schon ${above} vergeben oder gehört.`,
  versionTwice: (version: Version, one: string, other: string) =>
    `Die Version ${versionText(version)} gibt es zweimal: einmal mit dem Wert „${one}“, einmal mit „${other}“.`,

  growsTooFast: (round: number, informed: number, bound: number) =>
    `Nach ${round} Takten kennen ${informed} Knoten das Gerücht; mit diesem Fanout können es höchstens ${bound} sein.`,
  spreadsTooSlowly: (quantile: number | undefined, bound: number, redundancy: number) =>
    `${quantile === undefined ? 'Mehr als ein Fünftel der Abläufe erreicht nie alle Knoten' : `In vier von fünf Abläufen dauert es bis zu ${quantile} Takte`}; erwartet sind höchstens ${bound} Takte. Redundanz: ${number.format(redundancy)} Nachrichten je neu informiertem Knoten.`,
  tooMuchTraffic: (messages: number, bound: number, redundancy: number) =>
    `Für ein einziges Gerücht wurden ${number.format(messages)} Gossip-Nachrichten gesendet, erlaubt sind ${number.format(bound)}. Das sind ${number.format(redundancy)} je neu informiertem Knoten (Redundanz).`,

  answerLacks: (node: NodeId, rumor: Rumor) =>
    `${node} kennt ${rumorText(rumor)}; das Digest kennt es nicht oder nur älter, die Antwort enthält es aber nicht.`,
  answerSurplus: (node: NodeId, rumor: Rumor) =>
    `${node} antwortet auf das Digest mit ${rumorText(rumor)}, obwohl das Digest es schon nennt oder Neueres kennt.`,
  answerNotWanted: (node: NodeId, key: string) =>
    `Das Digest kennt zu „${key}“ Neueres als ${node}; ${node} erbittet es aber nicht („wanted“).`,
  answerWantsTooMuch: (node: NodeId, key: string) =>
    `${node} erbittet den Schlüssel „${key}“, zu dem das Digest nichts Neueres nennt.`,
  wantedNotSent: (node: NodeId, key: string) =>
    `${node} wurde um „${key}“ gebeten und hat einen Eintrag dazu, schickt ihn aber nicht.`,
  digestMissing: (node: NodeId, atMs: number) =>
    `${node} hat bei ${atMs} ms kein Digest verschickt; der Abgleich war fällig.`,
  digestSurplus: (node: NodeId, atMs: number) =>
    `${node} hat bei ${atMs} ms ein Digest verschickt, ohne dass ein Abgleich fällig war.`,
  digestLacks: (node: NodeId, key: string) =>
    `Im Digest von ${node} fehlt die Version zu „${key}“, oder es ist nicht die des übernommenen Eintrags.`,
  notConverged: (key: string, one: NodeId, other: NodeId) =>
    `Lange nach der letzten Störung antworten ${one} und ${other} auf „get ${key}“ noch verschieden.`,
  wrongWinner: (key: string, node: NodeId) =>
    `Lange nach der letzten Störung antwortet ${node} auf „get ${key}“ nicht mit dem neuesten Wert, den ein Client gesetzt hat.`,
} as const;
