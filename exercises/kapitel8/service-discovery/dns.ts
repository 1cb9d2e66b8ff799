import type { Context, Process } from '#simulator';
import type {
  DnsAnswer,
  DnsMessage,
  Instance,
  Question,
  ResolveRequest,
  ResolveResponse,
  ResolverConfiguration,
  SrvRecord,
  Zone,
} from './contract.ts';

/**
 * Teil 3: die Antwort des DNS-Servers der Zone `_zone` auf `_question`, wenn gerade `_instances` angemeldet sind.
 *
 * - `<service>.<domain>`: A, je verschiedener Adresse ein Record.
 * - `<id>.<service>.<domain>`: A, die Adresse dieser Instanz.
 * - `_<service>._tcp.<domain>`: SRV, je Instanz ein Record; die Adressen der Ziele in `additional`.
 */
export function answerQuestion(
  _question: Question,
  _instances: readonly Instance[],
  _zone: Zone,
): DnsAnswer {
  // TODO(8.12): Teil 3: NOERROR mit und ohne Antworten, NXDOMAIN, REFUSED.
  throw new Error('TODO(8.12): „answerQuestion“ fehlt noch (Teil 3: dynamisches DNS).');
}

/**
 * Teil 3: die Reihenfolge, in der ein Client die Ziele versucht (RFC 2782). Alle Records, kleinere Priorität zuerst;
 * bei gleicher Priorität wird ausgelost, mit dem Gewicht als Anteil. Die Eingabe bleibt unverändert.
 *
 * @param _random liefert bei jedem Aufruf eine Zahl aus [0, 1)
 */
export function orderTargets(_records: readonly SrvRecord[], _random: () => number): SrvRecord[] {
  // TODO(8.12): Teil 3: nach Priorität ordnen, innerhalb einer Priorität nach Gewicht losen.
  throw new Error('TODO(8.12): „orderTargets“ fehlt noch (Teil 3: dynamisches DNS).');
}

/**
 * Teil 3: ein Resolver mit Cache. Er fragt `configuration.server` und behält Antworten so lange, wie ihre TTL es
 * erlaubt, auch negative; Fehler behält er nicht.
 */
export function createResolver(
  context: Context<DnsMessage>,
  configuration: ResolverConfiguration,
): Process<DnsMessage, ResolveRequest, ResolveResponse> {
  // TODO(8.12): Teil 3: Cache mit TTL, eine Frage zugleich je Name und Typ, begrenzte Wiederholung.
  throw new Error(
    `TODO(8.12): „createResolver“ fehlt noch (Teil 3): ${context.self} fragt ${configuration.server} noch nicht.`,
  );
}
