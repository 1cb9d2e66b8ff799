import type {
  AmbassadorConfig,
  AmbassadorMessage,
  Balancer,
  BreakerConfig,
  BucketConfig,
  CircuitBreaker,
  ClientRequest,
  ClientResponse,
  Member,
  TokenBucket,
} from '../../../../exercises/kapitel8/ambassador/contract.ts';
import type { Context, Process } from '../../../simulator/process.ts';

/** What a submission to this exercise exports, as the contract has it. */
export interface AmbassadorExports {
  createCircuitBreaker(config: BreakerConfig): CircuitBreaker;
  createTokenBucket(config: BucketConfig, nowMs: number): TokenBucket;
  createBalancer(members: readonly Member[]): Balancer;
  createAmbassador(
    context: Context<AmbassadorMessage>,
    config: AmbassadorConfig,
  ): Process<AmbassadorMessage, ClientRequest, ClientResponse>;
}

/** A field of whatever a submission returned; `undefined` if there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
