import type { Context, NodeId, Process } from '#simulator';
import type {
  AppendEntries,
  AppendEntriesReply,
  InstallSnapshot,
  InstallSnapshotReply,
  Message,
  Request,
  RequestVote,
  RequestVoteReply,
  Response,
} from './protocol.ts';

/**
 * Erzeugt den Raft-Knoten zu einem Kontext. Wird am Anfang und nach jedem Neustart aufgerufen: Was
 * einen Absturz überleben soll, muss aus `context.storage` kommen.
 */
export function createRaft(context: Context<Message>): Process<Message, Request, Response> {
  return new Raft(context);
}

type Role = 'follower' | 'candidate' | 'leader';

/**
 * Ein Knoten nach Ongaro & Ousterhout 2014, Abb. 2. Die Aufteilung in Methoden ist ein Vorschlag: Von
 * außen zählt nur, was der Knoten sendet und antwortet.
 */
class Raft implements Process<Message, Request, Response> {
  private role: Role = 'follower';

  constructor(private readonly context: Context<Message>) {
    // TODO(8.8): Teil 3: Laden Sie hier, was vor einem Absturz gespeichert wurde.
  }

  /** Beginn jeder Inkarnation: als Follower, mit laufendem Wahl-Timer. */
  onStart(): void {
    // TODO(8.8): Teil 1: Starten Sie den Wahl-Timer mit einer zufälligen Dauer.
    throw new Error('TODO(8.8): „onStart“ fehlt noch (Teil 1: Wahl).');
  }

  /** Ein Timer ist abgelaufen: Wahl beginnen oder Heartbeats senden. */
  onTimer(_name: string): void {
    // TODO(8.8): Teil 1: Beginnen Sie eine Wahl oder senden Sie Heartbeats.
    throw new Error('TODO(8.8): „onTimer“ fehlt noch (Teil 1: Wahl).');
  }

  /** Verteilt die Nachrichten. Denken Sie an die Regel „Alle Server“ für höhere Terme. */
  onMessage(from: NodeId, message: Message): void {
    switch (message.type) {
      case 'RequestVote':
        this.onRequestVote(from, message);
        break;
      case 'RequestVoteReply':
        this.onRequestVoteReply(from, message);
        break;
      case 'AppendEntries':
        this.onAppendEntries(from, message);
        break;
      case 'AppendEntriesReply':
        this.onAppendEntriesReply(from, message);
        break;
      case 'InstallSnapshot':
        this.onInstallSnapshot(from, message);
        break;
      case 'InstallSnapshotReply':
        this.onInstallSnapshotReply(from, message);
        break;
    }
  }

  /** Ein Client fragt. Nur ein Leader führt aus; alle anderen nennen ihm den Leader, wenn sie können. */
  onRequest(_request: Request, _respond: (response: Response) => void): void {
    // TODO(8.8): Teil 2 (ins Log aufnehmen) und Teil 4 (anwenden und antworten).
    throw new Error('TODO(8.8): „onRequest“ fehlt noch (Teile 2 und 4).');
  }

  /** Was im Fehlerfall als Zustand des Knotens gezeigt wird. Zeigen Sie, was Ihnen hilft. */
  inspect(): unknown {
    return { role: this.role, self: this.context.self };
  }

  /** Jemand bittet um die Stimme. Sofort antworten, auch mit nein. */
  private onRequestVote(_from: NodeId, _message: RequestVote): void {
    // TODO(8.8): Teil 1: eine Stimme je Term; ab Teil 2 auch der Vergleich der Logs.
    throw new Error('TODO(8.8): „onRequestVote“ fehlt noch (Teil 1: Wahl).');
  }

  private onRequestVoteReply(_from: NodeId, _message: RequestVoteReply): void {
    // TODO(8.8): Teil 1: Zählen Sie die Stimmen; mit der Mehrheit aller Knoten sind Sie Leader.
    throw new Error('TODO(8.8): „onRequestVoteReply“ fehlt noch (Teil 1: Wahl).');
  }

  /** Heartbeat oder Einträge eines Leaders. Sofort antworten, auch mit nein. */
  private onAppendEntries(_from: NodeId, _message: AppendEntries): void {
    // TODO(8.8): Teil 1 (den Leader anerkennen) und Teil 2 (Log vergleichen und ergänzen).
    throw new Error('TODO(8.8): „onAppendEntries“ fehlt noch (Teile 1 und 2).');
  }

  private onAppendEntriesReply(_from: NodeId, _message: AppendEntriesReply): void {
    // TODO(8.8): Teil 1 (höherer Term) und Teil 2 (nextIndex, matchIndex, commitIndex).
    throw new Error('TODO(8.8): „onAppendEntriesReply“ fehlt noch (Teile 1 und 2).');
  }

  private onInstallSnapshot(_from: NodeId, _message: InstallSnapshot): void {
    // TODO(8.8): Teil 5 (Bonus).
    throw new Error('TODO(8.8): „onInstallSnapshot“ fehlt noch (Teil 5: Snapshots).');
  }

  private onInstallSnapshotReply(_from: NodeId, _message: InstallSnapshotReply): void {
    // TODO(8.8): Teil 5 (Bonus).
    throw new Error('TODO(8.8): „onInstallSnapshotReply“ fehlt noch (Teil 5: Snapshots).');
  }
}
