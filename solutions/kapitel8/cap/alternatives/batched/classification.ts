import type { Product, ProductAnswer, Protocol, ProtocolAnswer } from './contract.ts';

export const protocols: Readonly<Record<Protocol, ProtocolAnswer>> = {
  gossip: { guarantee: 'AP', progress: 'nobody' },
  raft: { guarantee: 'CP', progress: 'majority' },
  paxos: { guarantee: 'CP', progress: 'majority' },
  '2pc': { guarantee: 'CP', progress: 'all' },
};

export const products: Readonly<Record<Product, ProductAnswer>> = {
  etcd: { guarantee: 'CP', mechanism: 'raft' },
  'consul-catalog': { guarantee: 'CP', mechanism: 'raft' },
  'consul-members': { guarantee: 'AP', mechanism: 'gossip' },
  doozerd: { guarantee: 'CP', mechanism: 'paxos' },
  zookeeper: { guarantee: 'CP', mechanism: 'zab' },
  copycat: { guarantee: 'CP', mechanism: 'raft' },
  'classic-databases': { guarantee: 'CP', mechanism: '2pc' },
  eureka: { guarantee: 'AP', mechanism: 'peer-replication' },
};
