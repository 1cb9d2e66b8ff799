import {
  type ApMessage,
  type CpMessage,
  initial,
  type RegisterResponse,
  type Tag,
  type Versioned,
} from './contract.ts';

/**
 * What stands on the wire. A submission may send anything: what is not of the contract is told by the
 * properties on form and looked at by no other check.
 */
type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTag(value: unknown): value is Tag {
  return (
    isFields(value) &&
    Number.isSafeInteger(value.time) &&
    (value.time as number) >= 0 &&
    typeof value.node === 'string' &&
    (value.time === 0) === (value.node === '')
  );
}

/** A version and its value. Whether they belong together is not a matter of form. */
function versioned(value: Fields): Versioned | undefined {
  const { tag, value: content } = value;
  if (!isTag(tag)) return undefined;
  return content === null || typeof content === 'string' ? { tag, value: content } : undefined;
}

export function asCpMessage(value: unknown): CpMessage | undefined {
  if (!isFields(value) || typeof value.operation !== 'number') return undefined;
  const { type, operation } = value;
  if (type === 'query' || type === 'stored') return { type, operation };
  if (type !== 'state' && type !== 'store') return undefined;
  const copy = versioned(value);
  return copy === undefined ? undefined : { type, operation, ...copy };
}

export function asApMessage(value: unknown): ApMessage | undefined {
  if (!isFields(value) || value.type !== 'entry') return undefined;
  const copy = versioned(value);
  return copy === undefined ? undefined : { type: 'entry', ...copy };
}

export function asResponse(value: unknown): RegisterResponse | undefined {
  if (!isFields(value)) return undefined;
  if (value.ok === false) return { ok: false };
  const copy = value.ok === true ? versioned(value) : undefined;
  return copy === undefined ? undefined : { ok: true, ...copy };
}

/** The order of versions, the suite's own. */
export function newer(left: Tag, right: Tag): boolean {
  return left.time === right.time ? left.node > right.node : left.time > right.time;
}

export function newest(left: Tag | undefined, right: Tag): Tag {
  return left === undefined || newer(right, left) ? right : left;
}

export function keyOf({ time, node }: Tag): string {
  return `${time} ${node}`;
}

export const initialTag: Tag = initial.tag;
