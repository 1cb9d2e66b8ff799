import type { Context, Process } from '#simulator';
import type {
  RegistryConfiguration,
  RegistryMessage,
  RegistryRequest,
  RegistryResponse,
} from './contract.ts';

/**
 * Teil 2: die Registratur. Sie kennt alle angemeldeten Instanzen, gibt Auskunft und meldet jede Änderung.
 *
 * 1. Erst lesen (GET `/services`, rekursiv), dann ab dem nächsten Index beobachten (GET mit `wait`), ein Ereignis nach
 *    dem anderen.
 * 2. Kommt auf das Beobachten `watchMs` lang keine Antwort, wird mit *demselben* `waitIndex` noch einmal gefragt.
 * 3. Sagt der Speicher 401 (Historie gelöscht), wird neu gelesen; gemeldet wird der Unterschied.
 * 4. `lookup` und `describe` werden sofort beantwortet, aber nie, bevor zum ersten Mal gelesen wurde.
 * 5. Jede Änderung geht als `Change` genau einmal an jeden Beobachter.
 */
export function createRegistry(
  context: Context<RegistryMessage>,
  configuration: RegistryConfiguration,
): Process<RegistryMessage, RegistryRequest, RegistryResponse> {
  // TODO(8.12): Teil 2: lesen, beobachten, Auskunft geben, Änderungen melden.
  throw new Error(
    `TODO(8.12): „createRegistry“ fehlt noch (Teil 2): ${context.self} liest ${configuration.store} noch nicht.`,
  );
}
