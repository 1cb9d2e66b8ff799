import type { NodeId } from '../../../simulator/process.ts';
import {
  type Answered,
  antiEntropyMs,
  convergeWithinMs,
  type RegisterRequest,
  type Tag,
} from './contract.ts';
import { kindName } from './wording-common.ts';
import { showTag, showValue } from './wording-cp.ts';

/** German sentences on the AP register. */

const show = (value: unknown) => JSON.stringify(value) ?? 'nichts';

export const apWalkWording = {
  malformed: (node: NodeId, message: unknown) =>
    `${node} sendet ${show(message)}. Das AP-Register kennt nur „entry“ mit „tag“ und „value“.`,
  malformedResponse: (node: NodeId, response: unknown) =>
    `${node} antwortet einem Client mit ${show(response)}. Das ist keine Antwort aus „contract.ts“.`,
  foreignAnswer: (node: NodeId, written: string, { value, tag }: Answered) =>
    `${node} bestätigt das Schreiben von „${written}“ mit ${showValue(value)} in Version ${showTag(tag)}. Verlangt sind der geschriebene Wert und eine Version, die ${node} selbst vergeben hat.`,
  notNewer: (node: NodeId, tag: Tag, known: Tag) =>
    `${node} gibt dem neuen Wert die Version ${showTag(tag)}, kannte aber schon ${showTag(known)}. Der bestätigte Wert unterliegt damit einem älteren.`,
  twoValues: (tag: Tag, before: string | null, after: string | null) =>
    `Die Version ${showTag(tag)} gehört zu zwei Werten: erst zu ${showValue(before)}, dann zu ${showValue(after)}.`,
  invented: (node: NodeId, tag: Tag, value: string | null) =>
    `${node} nennt ${showValue(value)} in Version ${showTag(tag)}. Niemand hat ${tag.node} gebeten, diesen Wert zu schreiben, oder ${node} vergibt Versionen im Namen eines anderen.`,
  fellBehind: (node: NodeId, before: Tag, after: Tag) =>
    `${node} hat schon mit ${showTag(before)} geantwortet und antwortet jetzt mit der älteren Version ${showTag(after)}.`,
} as const;

export const apWording = {
  refused: (node: NodeId, kind: RegisterRequest['kind']) =>
    `${node} lehnt ein ${kindName(kind)} ab. Das verfügbare Register erfüllt jede Anfrage, auch wenn es niemanden erreicht.`,
  silentTooLong: (node: NodeId, ms: number) =>
    `${node} hat etwas zu erzählen und schickt ${ms} ms lang niemandem seine Kopie. Mindestens alle ${antiEntropyMs} ms muss einer an die Reihe kommen.`,
  notMerged: (node: NodeId, shown: Tag, expected: Tag) =>
    `${node} liest ${showTag(shown)}. Die neueste Version, die ihn erreicht hat, ist ${showTag(expected)}.`,
  tooNew: (node: NodeId, shown: Tag, expected: Tag) =>
    `${node} liest ${showTag(shown)}, obwohl die neueste Version, die er kennen kann, ${showTag(expected)} ist.`,
  notConverged: (first: NodeId, tag: Tag, second: NodeId, other: Tag) =>
    `${convergeWithinMs} ms nach der letzten Störung liest ${first} ${showTag(tag)} und ${second} ${showTag(other)}.`,
  lost: (tag: Tag, value: string | null, node: NodeId, best: Tag) =>
    `${node} hat ${showValue(value)} in Version ${showTag(tag)} bestätigt. Am Ende kennt kein Knoten diese oder eine neuere Version; die neueste ist ${showTag(best)}.`,
} as const;
