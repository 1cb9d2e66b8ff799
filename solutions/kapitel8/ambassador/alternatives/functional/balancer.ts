import type { NodeId } from '#simulator';
import type { Balancer, Member } from './contract.ts';

type Credits = Readonly<Record<NodeId, number>>;

/** NGINX’s smooth weighted round robin, with credits of its own for each set of candidates. */
export function createBalancer(members: readonly Member[]): Balancer {
  const creditsOf: Record<string, Credits> = {};
  return {
    pick(candidates) {
      const among = members.filter(({ node }) => candidates.includes(node));
      const key = among.map(({ node }) => node).join();
      const total = among.reduce((sum, { weight }) => sum + weight, 0);
      const raised = among.map(({ node, weight }) => ({
        node,
        credit: (creditsOf[key]?.[node] ?? 0) + weight,
      }));
      const [chosen] = [...raised].sort((a, b) => b.credit - a.credit);
      creditsOf[key] = Object.fromEntries(
        raised.map(({ node, credit }) => [node, node === chosen?.node ? credit - total : credit]),
      );
      return chosen?.node;
    },
  };
}
