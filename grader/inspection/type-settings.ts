/** The sandbox offers these five and captures what they are given. */
export const sandboxGlobals = `interface Console {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  debug(...values: unknown[]): void;
}
declare const console: Console;
`;

/** The options of the repository's `tsconfig.json`, without Node's types. */
export function projectSettings(
  roots: readonly string[],
  typeModules: Iterable<readonly [name: string, file: string]>,
  ownFolder: string,
) {
  return {
    compilerOptions: {
      target: 'es2023',
      lib: ['es2023'],
      module: 'esnext',
      moduleResolution: 'bundler',
      moduleDetection: 'force',
      allowImportingTsExtensions: true,
      noEmit: true,
      strict: true,
      noUncheckedIndexedAccess: true,
      noImplicitOverride: true,
      noFallthroughCasesInSwitch: true,
      exactOptionalPropertyTypes: true,
      isolatedModules: true,
      skipLibCheck: true,
      forceConsistentCasingInFileNames: true,
      types: [],
      paths: Object.fromEntries([...typeModules].map(([name, file]) => [name, [file]])),
    },
    files: ['globals.d.ts', ...roots.map((path) => `${ownFolder}/${path}`)],
  };
}
