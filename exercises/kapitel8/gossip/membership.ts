import type { Context, NodeId, Process } from '#simulator';
import type {
  Member,
  MembershipConfiguration,
  MembershipMessage,
  MembershipRequest,
  MembershipResponse,
} from './protocol.ts';

/**
 * Verdrängt die Meldung `_update` das Wissen `_known` über denselben Knoten? Es entscheidet die höhere
 * Inkarnation; bei gleicher Inkarnation gilt `alive` < `suspect` < `dead`. Gleiches verdrängt nichts.
 */
export function supersedes(_update: Member, _known: Member): boolean {
  // TODO(8.6): Teil 4: Vergleichen Sie (incarnation, status) in dieser Reihenfolge.
  throw new Error('TODO(8.6): „supersedes“ fehlt noch (Teil 4: Mitgliedschaft).');
}

/** Erzeugt den SWIM-Knoten zu einem Kontext, am Anfang und nach jedem Neustart. */
export function createMember(
  context: Context<MembershipMessage>,
  configuration: MembershipConfiguration,
): Process<MembershipMessage, MembershipRequest, MembershipResponse> {
  return new MemberNode(context, configuration);
}

/** Nach Das, Gupta & Motivala 2002. Die Aufteilung in Methoden ist ein Vorschlag. */
class MemberNode implements Process<MembershipMessage, MembershipRequest, MembershipResponse> {
  constructor(
    private readonly context: Context<MembershipMessage>,
    private readonly configuration: MembershipConfiguration,
  ) {}

  /** Beginn jeder Inkarnation: Alle gelten als lebendig, in Inkarnation 0. */
  onStart(): void {
    // TODO(8.6): Teil 4: Beginnen Sie die Runden.
    throw new Error('TODO(8.6): „onStart“ fehlt noch (Teil 4: Mitgliedschaft).');
  }

  /** Runde zu Ende, `ack` ausgeblieben oder Frist eines Verdachts abgelaufen. */
  onTimer(_name: string): void {
    // TODO(8.6): Teil 4: ping, ping-req, Verdacht, Tod.
    throw new Error('TODO(8.6): „onTimer“ fehlt noch (Teil 4: Mitgliedschaft).');
  }

  /** Erst die mitgeschickte Liste auswerten, dann antworten. */
  onMessage(_from: NodeId, message: MembershipMessage): void {
    for (const member of message.members) this.learn(member);
    // TODO(8.6): Teil 4: ping → ack, ping-req → ping an das Ziel, ack → das Ziel lebt.
    throw new Error('TODO(8.6): „onMessage“ fehlt noch (Teil 4: Mitgliedschaft).');
  }

  /** Antworten Sie mit Ihrer vollständigen Liste. */
  onRequest(_request: MembershipRequest, _respond: (response: MembershipResponse) => void): void {
    // TODO(8.6): Teil 4.
    throw new Error('TODO(8.6): „onRequest“ fehlt noch (Teil 4: Mitgliedschaft).');
  }

  inspect(): unknown {
    return { self: this.context.self, periodMs: this.configuration.periodMs };
  }

  /** Eine Meldung über einen Knoten, vielleicht über Sie selbst: Dann wird widersprochen. */
  private learn(_member: Member): void {
    // TODO(8.6): Teil 4: Übernehmen, was mehr zählt; Verdacht gegen sich selbst widerlegen.
    throw new Error('TODO(8.6): „learn“ fehlt noch (Teil 4: Mitgliedschaft).');
  }
}
