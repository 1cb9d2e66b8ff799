import type {
  Instance,
  InstanceConfiguration,
} from '../../../../exercises/kapitel8/service-discovery/contract.ts';
import type { NodeId } from '../../../simulator/process.ts';

export const store: NodeId = 'n1';

/** Times of all instances in the simulated clusters. */
export const times = { ttlSeconds: 2, refreshMs: 600, checkTtlMs: 1000, retryMs: 150 } as const;

/** Instances of one service differ in all that a description has; `web` and `web2` share a prefix. */
export function instanceNamed(
  service: string,
  id: string,
  others: Partial<Instance> = {},
): Instance {
  const number = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 90;
  return {
    service,
    id,
    address: `10.0.0.${number + 1}`,
    port: 8000 + number,
    priority: 1,
    weight: 10,
    version: '1.0.0',
    ...others,
  };
}

export function configurationOf(instance: Instance): InstanceConfiguration {
  return { store, instance, ...times };
}

export function keyOf({ service, id }: Instance): string {
  return `/services/${service}/${id}`;
}
