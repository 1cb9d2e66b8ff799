import { questionSchema } from './schema.ts';

/** A schema as far as its fields are looked up in it. */
interface Inspected {
  readonly def: {
    readonly type: string;
    readonly shape?: Readonly<Record<string, Inspected>>;
    readonly element?: Inspected;
    readonly innerType?: Inspected;
    readonly in?: Inspected;
    readonly options?: readonly Inspected[];
  };
}

/** The fields the schema knows at a path of a question of this type. */
export function knownFields(type: unknown, path: readonly PropertyKey[]): readonly string[] {
  const options: readonly Inspected[] = questionSchema.options;
  const whole = options.find((option) => literalOf(option) === type);
  let schema: Inspected | undefined = whole;
  for (const step of path) {
    const within: Inspected | undefined = schema && unwrapped(schema);
    schema = typeof step === 'number' ? within?.def.element : within?.def.shape?.[String(step)];
  }
  return Object.keys((schema && unwrapped(schema))?.def.shape ?? {});
}

function literalOf(option: Inspected): unknown {
  const literal = option.def.shape?.type as unknown as { readonly value?: unknown } | undefined;
  return literal?.value;
}

/** Without `optional`, `default` and the like; of a union the part that has fields. */
function unwrapped(schema: Inspected): Inspected {
  const { innerType, options } = schema.def;
  if (innerType !== undefined) return unwrapped(innerType);
  const parts = options?.map(unwrapped) ?? [];
  return parts.find(({ def }) => def.shape !== undefined) ?? schema;
}
