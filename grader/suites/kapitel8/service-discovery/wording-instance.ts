import type { NodeId } from '../../../simulator/process.ts';

/** German sentences about part 1: an instance and its entry. */
export const instanceWording = {
  malformed: (node: NodeId) =>
    `${node} hat etwas gesendet, das keine der Anfragen aus Teil 1 an den Speicher ist.`,
  idReused: (node: NodeId, id: number) =>
    `${node} hat die id ${id} schon einmal verwendet (auch vor einem Neustart zählt); so ist nicht zu erkennen, welche Frage beantwortet wird.`,
  foreignKey: (node: NodeId, key: string) =>
    `${node} greift auf den Schlüssel „${key}“ zu. Ihm gehört nur /services/<service>/<id>.`,
  deletesDirectory: (node: NodeId) =>
    `${node} löscht mit „recursive“ oder „dir“ ein Verzeichnis statt nur den eigenen Eintrag.`,
  impatient: (node: NodeId, atMs: number) =>
    `${node} sendet bei ${atMs} ms eine weitere Anfrage, obwohl die vorige noch keine retryMs alt und noch offen ist: nicht beantwortet oder nur mit einem Fehler, der nichts erledigt.`,
  wrongValue: (node: NodeId) =>
    `${node} meldet sich mit einem Wert an, der nicht genau configuration.instance als JSON ist.`,
  wrongTtl: (node: NodeId, ttl: number) =>
    `Die Anfrage von ${node} trägt nicht die TTL ${ttl}. Ohne sie endet der Lease nie oder zur falschen Zeit.`,
  conditional: (node: NodeId) =>
    `${node} knüpft das Anmelden an eine Bedingung; verlangt ist ein PUT ohne Bedingung.`,
  refreshForm: (node: NodeId) =>
    `${node} frischt auf, aber nicht mit refresh und prevExist und ohne Wert.`,
  registeredUnready: (node: NodeId, atMs: number) =>
    `${node} meldet sich bei ${atMs} ms an, obwohl die Instanz nicht bereit ist.`,
  refreshedUnready: (node: NodeId, atMs: number) =>
    `${node} frischt bei ${atMs} ms auf, obwohl die Instanz nicht mehr bereit ist.`,
  registeredAgain: (node: NodeId, atMs: number) =>
    `${node} schreibt bei ${atMs} ms den Wert noch einmal, obwohl die Anmeldung bestätigt ist: Das weckt alle Beobachter. Aufgefrischt wird mit refresh.`,
  refreshedNothing: (node: NodeId, atMs: number) =>
    `${node} frischt bei ${atMs} ms auf, obwohl keine bestätigte Anmeldung besteht; verlangt ist ein Anmelden mit Wert.`,
  refreshEarly: (node: NodeId, atMs: number) =>
    `${node} frischt bei ${atMs} ms auf; seit der letzten Bestätigung sind noch keine refreshMs vergangen.`,
  leftReady: (node: NodeId, atMs: number) =>
    `${node} meldet sich bei ${atMs} ms ab, obwohl die Instanz bereit ist.`,
  leftForNothing: (node: NodeId, atMs: number) =>
    `${node} meldet bei ${atMs} ms etwas ab, das in dieser Inkarnation nicht angemeldet war oder schon abgemeldet ist.`,
  unguarded: (node: NodeId) =>
    `Das DELETE von ${node} trägt nicht als prevValue den Wert der eigenen Anmeldung: Es könnte den Eintrag eines Nachfolgers löschen.`,
  stoppedEarly: (node: NodeId, atMs: number) =>
    `${node} antwortet bei ${atMs} ms „stopped“, obwohl das Abmelden noch nicht bestätigt ist.`,
  notStopped: (node: NodeId, atMs: number) =>
    `${node} ist seit ${atMs} ms abgemeldet, hat auf „stop“ aber nicht mit „stopped“ geantwortet.`,
  notNoted: (node: NodeId) => `${node} hat auf „report“ nicht sofort mit „noted“ geantwortet.`,
  'not-registered': (node: NodeId, atMs: number) =>
    `Die Instanz auf ${node} ist bereit und nicht angemeldet; spätestens bei ${atMs} ms war ein Anmelden fällig.`,
  'not-back': (node: NodeId, atMs: number) =>
    `Der Lease von ${node} ist abgelaufen (Fehler 100), die Instanz aber bereit: Bei ${atMs} ms war ein neues Anmelden fällig.`,
  'refresh-late': (node: NodeId, atMs: number) =>
    `Bei ${atMs} ms war ein Auffrischen von ${node} fällig; es kam nicht rechtzeitig.`,
  'not-left': (node: NodeId, atMs: number) =>
    `Die Instanz auf ${node} ist nicht mehr bereit; spätestens bei ${atMs} ms war ein Abmelden fällig.`,
} as const;
