import type { Product, ProductAnswer, Protocol, ProtocolAnswer } from './contract.ts';

/**
 * Teil 4: Was behält das Protokoll, wenn das Netz zerfällt, und wen muss ein Knoten erreichen, damit er
 * eine Änderung bestätigen kann? Die möglichen Antworten stehen in `contract.ts`.
 */
// TODO(8.5): Teil 4: Ersetzen Sie jedes `null`.
export const protocols: Readonly<Record<Protocol, ProtocolAnswer>> = {
  gossip: { guarantee: null, progress: null },
  raft: { guarantee: null, progress: null },
  paxos: { guarantee: null, progress: null },
  '2pc': { guarantee: null, progress: null },
};

/** Teil 4: Was behält das Produkt, und womit gleicht es seine Kopien wirklich ab? */
// TODO(8.5): Teil 4: Ersetzen Sie jedes `null`.
export const products: Readonly<Record<Product, ProductAnswer>> = {
  etcd: { guarantee: null, mechanism: null },
  'consul-catalog': { guarantee: null, mechanism: null },
  'consul-members': { guarantee: null, mechanism: null },
  doozerd: { guarantee: null, mechanism: null },
  zookeeper: { guarantee: null, mechanism: null },
  copycat: { guarantee: null, mechanism: null },
  'classic-databases': { guarantee: null, mechanism: null },
  eureka: { guarantee: null, mechanism: null },
};
