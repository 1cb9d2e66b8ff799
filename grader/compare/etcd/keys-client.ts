import type { StoreQuery, StoreRequest } from '#kapitel8/config-store';

/** An answer as both servers give it, made comparable: indexes count from where a run began. */
export interface Answer {
  readonly status: number;
  readonly index: number;
  readonly body: unknown;
}

/** What is sent: `waitIndex` and `prevIndex` count from where the run began, too. */
export interface KeysRequest {
  readonly method: StoreRequest['method'];
  readonly key: string;
  readonly query: StoreQuery;
}

/** One server's v2 keys, below a directory of its own and from an index of its own. */
export class KeysClient {
  private baseIndex = 0;

  constructor(
    readonly name: string,
    private readonly url: string,
    private readonly directory: string,
  ) {}

  /** From now on indexes are relative to the present one. */
  async begin(): Promise<void> {
    const response = await fetch(`${this.url}/v2/keys/`);
    await response.arrayBuffer();
    this.baseIndex = Number(response.headers.get('x-etcd-index'));
  }

  async send(request: KeysRequest, signal?: AbortSignal): Promise<Answer> {
    const { method, key } = request;
    const fields = this.fieldsOf(request.query);
    const hasBody = method === 'PUT' || method === 'POST';
    const search = hasBody ? '' : `?${fields}`;
    const response = await fetch(`${this.url}/v2/keys${this.directory}${key}${search}`, {
      method,
      ...(hasBody ? { body: fields } : {}),
      ...(signal === undefined ? {} : { signal }),
    });
    const body: unknown = JSON.parse(await response.text());
    const index = Number(response.headers.get('x-etcd-index'));
    return {
      status: response.status,
      // Errors of the HTTP layer know of no index.
      index: index === 0 ? 0 : index - this.baseIndex,
      body: comparable(body, this.baseIndex, this.directory, request.query.sorted === true),
    };
  }

  private fieldsOf(query: StoreQuery): URLSearchParams {
    const fields = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value === undefined) continue;
      const isIndex = (name === 'waitIndex' || name === 'prevIndex') && value !== 0;
      const sent = isIndex ? Number(value) + this.baseIndex : (value ?? '');
      fields.set(name, String(sent));
    }
    return fields;
  }
}

/** The same for an answer of the store itself, which knows neither HTTP nor dates. */
export function comparable(
  body: unknown,
  baseIndex: number,
  directory: string,
  isSorted: boolean,
): unknown {
  const convert = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const record = value as Record<string, unknown>;
    const result: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(record)) {
      switch (name) {
        case 'createdIndex':
        case 'modifiedIndex':
        case 'index':
          result[name] = field === 0 ? 0 : Number(field) - baseIndex;
          break;
        case 'key':
          result[name] = comparableKey(String(field), baseIndex, directory);
          break;
        case 'expiration':
        case 'expirationMs':
          result.expires = true;
          break;
        case 'ttl':
          // To the second the two clocks need not agree; lifetimes in the runs are whole hundreds.
          if (Math.round(Number(field) / 100) > 0) result.ttl = Math.round(Number(field) / 100);
          break;
        case 'message':
        case 'cause':
          break;
        case 'nodes': {
          const nodes = (field as unknown[]).map(convert) as { key: string }[];
          result.nodes = isSorted ? nodes : nodes.toSorted((a, b) => (a.key < b.key ? -1 : 1));
          break;
        }
        default:
          result[name] = typeof field === 'object' ? convert(field) : field;
      }
    }
    return Object.fromEntries(Object.entries(result).sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return convert(body);
}

/** Without the run's directory, and with names of in-order keys counted from the run's beginning. */
function comparableKey(key: string, baseIndex: number, directory: string): string {
  const local = key.startsWith(directory) ? key.slice(directory.length) || '/' : key;
  return local.replace(/\d{20}/g, (digits) => `#${Number(digits) - baseIndex}`);
}
