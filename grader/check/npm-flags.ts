/** Options of `check` that npm takes for its own when „--“ is missing before them. */
const withValue = [
  'submission',
  'variant',
  'property',
  'seed',
  'runs',
  'replay',
  'json',
  'html',
  'answers',
  'template',
  'count',
];
const withoutValue = ['watch', 'hint', 'debug', 'due'];

export interface SwallowedFlags {
  /** `--hint`, `--replay` */
  readonly flags: readonly string[];
  /** What should have been typed, as far as it can be told. */
  readonly command: string;
}

/**
 * `npm run check raft --hint` runs the script without `--hint`: npm keeps it and tells the script by
 * an environment variable. `jobs` and `color` are left out: people set those for npm itself.
 */
export function findSwallowedFlags(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): SwallowedFlags | undefined {
  if (environment.npm_lifecycle_event !== 'check') return undefined;
  const rest = [...names];
  const flags: string[] = [];
  const pieces: string[] = [];
  for (const option of [...withValue, ...withoutValue]) {
    const value = environment[`npm_config_${option}`];
    if (value === undefined || value === '' || value === 'false') continue;
    flags.push(`--${option}`);
    pieces.push(`--${option}`);
    if (withoutValue.includes(option)) continue;
    // „--seed=3“ arrives whole; of „--seed 3“ only „true“, and 3 among the names.
    pieces.push(value === 'true' ? takeValue(option, rest) : value);
  }
  if (flags.length === 0) return undefined;
  return { flags, command: ['npm run check --', ...rest, ...pieces].join(' ') };
}

const looks: Readonly<Record<string, RegExp>> = {
  seed: /^-?\d+$/,
  runs: /^\d+$/,
  replay: /-[0-9a-f]{8}(\.|$)/i,
  json: /\.json$/i,
  answers: /\.ya?ml$/i,
  template: /\.ya?ml$/i,
  submission: /[/\\.]/,
  html: /[/\\.]/,
};

function takeValue(option: string, names: string[]): string {
  const pattern = looks[option];
  const index = pattern === undefined ? -1 : names.findIndex((name) => pattern.test(name));
  const [value] = index < 0 ? [] : names.splice(index, 1);
  return value ?? placeholders[option] ?? 'WERT';
}

const placeholders: Readonly<Record<string, string>> = {
  submission: 'ORDNER',
  variant: 'NAME',
  property: 'KENNUNG',
  seed: 'ZAHL',
  runs: 'ZAHL',
  replay: 'TOKEN',
  json: 'DATEI',
  html: 'ORDNER',
  answers: 'DATEI',
  template: 'DATEI',
  count: 'ZAHL',
};
