import type { Suite } from '../../suite.ts';
import { dnsProperties } from './properties-dns.ts';
import { instanceProperties } from './properties-instance.ts';
import { registryProperties } from './properties-registry.ts';
import { togetherProperties } from './properties-together.ts';
import { writerProperties } from './properties-writer.ts';

export const suite: Suite = {
  exercise: 'service-discovery',
  properties: [
    ...instanceProperties,
    ...registryProperties,
    ...togetherProperties,
    ...dnsProperties,
    ...writerProperties,
  ],
};
