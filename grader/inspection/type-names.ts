/** Names of modules of which a submission gets the types and nothing to run. */
export interface TypeNames {
  has(name: string): boolean;
}

/** For submissions that are built on no other exercise. */
export const simulatorName: TypeNames = new Set(['#simulator']);
