/** What both balancers are told, so that they can be compared. */
export const settings = {
  healthPeriodMs: 200,
  riseAfter: 2,
  fallAfter: 2,
  callTimeoutMs: 400,
  /** The first call counts: HAProxy has one retry less. */
  maxAttempts: 3,
} as const;

/** Something that forwards requests to the group. */
export interface Balancer {
  readonly port: number;
  close(): Promise<void>;
}
