import type { Answer, KeysRequest } from './keys-client.ts';

const request = ({ method, key, query }: KeysRequest): string => {
  const fields = Object.entries(query).map(([name, value]) => `${name}=${String(value)}`);
  return `${method} ${key || '/'}${fields.length === 0 ? '' : ` (${fields.join(', ')})`}`;
};
const answer = (given: Answer): string => JSON.stringify(given);

/** What `npm run compare:etcd` says. Indexes count from the beginning of a run. */
export const wording = {
  request,
  difference: (name: string, asked: KeysRequest, right: Answer, wrong: Answer) =>
    `${request(asked)}: ${name} antwortet anders als erwartet.\n    erwartet: ${answer(right)}\n    ${name}: ${answer(wrong)}`,
  unanswered: (name: string, asked: KeysRequest, right: Answer) =>
    `${request(asked)}: ${name} antwortet nicht.\n    erwartet: ${answer(right)}`,
  untimely: (name: string, asked: KeysRequest, wrong: Answer) =>
    `${request(asked)}: ${name} antwortet, obwohl nichts Passendes geschehen ist: ${answer(wrong)}`,
  missing:
    'etcd ist nicht installiert (Debian: apt-get install etcd-server). Der Vergleich wurde nicht ausgeführt.',
  comparing: (version: string) =>
    `Verglichen wird etcd ${version} mit dem Speicher der Musterlösung.`,
  running: (title: string) => `${title} …`,
  agreed: (title: string, what: string) => `${title}: kein Unterschied (${what}).`,
  differs: (title: string, text: string) => `${title}: UNTERSCHIED\n${text}`,
  nothing: 'etcd und der Speicher der Musterlösung stimmen überein.',
  something: 'etcd und der Speicher der Musterlösung stimmen nicht überein.',
  sequence: (commands: readonly string[]) =>
    `  Kleinster Ablauf:\n${commands.map((command) => `    ${command}`).join('\n')}`,
  again: (seed: number) => `  Nochmals: npm run compare:etcd -- --seed ${seed}`,
  usage: 'Aufruf: npm run compare:etcd [-- --seed ZAHL --runs ZAHL]',
  broken: (text: string) => `Der Vergleich selbst ist gescheitert: ${text}`,
  lecture: (name: string, line: string, text: string) =>
    `${name}: „${line}“ antwortet nicht wie in der Vorlesung: ${text}`,
};
