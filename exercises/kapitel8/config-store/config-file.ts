import type { Context, Process } from '#simulator';
import type {
  ConfigFileConfiguration,
  ConfigFileRequest,
  ConfigFileResponse,
  StoreMessage,
} from './contract.ts';

/**
 * Teil 7: ein Knoten, der eine Datei führt, die zeigt, was im Speicher unter `prefix` steht.
 */
export function createConfigFile(
  context: Context<StoreMessage>,
  configuration: ConfigFileConfiguration,
): Process<StoreMessage, ConfigFileRequest, ConfigFileResponse> {
  return new ConfigFile(context, configuration);
}

class ConfigFile implements Process<StoreMessage, ConfigFileRequest, ConfigFileResponse> {
  constructor(
    readonly context: Context<StoreMessage>,
    readonly configuration: ConfigFileConfiguration,
  ) {}

  onStart(): void {
    // TODO(8.4): Teil 7: Lesen Sie einmal alles; beobachten Sie dann, was sich danach ändert.
    throw new Error('TODO(8.4): „onStart“ der Konfigurationsdatei fehlt noch (Teil 7).');
  }

  onMessage(_from: string, _message: StoreMessage): void {
    // TODO(8.4): Teil 7
    throw new Error('TODO(8.4): „onMessage“ der Konfigurationsdatei fehlt noch (Teil 7).');
  }

  onTimer(_name: string): void {
    // TODO(8.4): Teil 7: Auf eine verlorene Anfrage kommt keine Antwort.
    throw new Error('TODO(8.4): „onTimer“ der Konfigurationsdatei fehlt noch (Teil 7).');
  }

  onRequest(_request: ConfigFileRequest, _respond: (response: ConfigFileResponse) => void): void {
    // TODO(8.4): Teil 7: Antworten Sie mit dem Inhalt und seinem Index.
    throw new Error('TODO(8.4): „onRequest“ der Konfigurationsdatei fehlt noch (Teil 7).');
  }
}
