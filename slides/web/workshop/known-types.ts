/** What the editor knows of the types of an exercise: made at build time, so that no compiler is in the page. */
export interface KnownTypes {
  readonly types: readonly KnownType[];
  /** Constants and functions a contract exports. */
  readonly values: readonly KnownValue[];
}

export interface KnownType {
  readonly name: string;
  /** What it is imported from: `#simulator`, `./contract.ts`. */
  readonly from: string;
  readonly doc: string;
  /** Its declaration without comments. */
  readonly declaration: string;
  /** `['Message', 'Request', 'Response']` */
  readonly parameters: readonly string[];
  /** Types it extends or, as a union, consists of; their members are its own. */
  readonly bases: readonly string[];
  readonly members: readonly KnownMember[];
}

export interface KnownMember {
  readonly name: string;
  /** `send(to: NodeId, message: Message): void` */
  readonly signature: string;
  readonly doc: string;
  /** The type as it is written: of the value or, where it is called, of what it returns. */
  readonly type: string;
  /** Names and types of parameters; absent if it is not called. */
  readonly parameters?: readonly (readonly [name: string, type: string])[];
}

export interface KnownValue {
  readonly name: string;
  readonly from: string;
  readonly doc: string;
  readonly declaration: string;
  readonly type: string;
}
