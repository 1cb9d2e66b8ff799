import type { Instance } from './contract.ts';

const fields = {
  service: 'string',
  id: 'string',
  address: 'string',
  port: 'number',
  priority: 'number',
  weight: 'number',
  version: 'string',
} as const;

/** The instance an entry describes, or `null`. */
export function instanceAt(key: string, value: string | undefined): Instance | null {
  if (value === undefined) return null;
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(value);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const given = parsed as Record<string, unknown>;
  const instance: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(fields)) {
    const field = given[name];
    if (typeof field !== type) return null;
    if (type === 'number' && !(Number.isSafeInteger(field) && (field as number) >= 0)) return null;
    instance[name] = field;
  }
  return key === `/services/${given.service}/${given.id}`
    ? (instance as unknown as Instance)
    : null;
}

export function areEqual(one: Instance, other: Instance): boolean {
  return (Object.keys(fields) as (keyof Instance)[]).every((name) => one[name] === other[name]);
}
