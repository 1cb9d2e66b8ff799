import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { compareStores } from './compare.ts';
import { etcdVersion } from './etcd-server.ts';
import { wording } from './wording.ts';

/** `npm run compare:etcd`: 0 they agree, 1 they differ, 2 wrong usage or no etcd, 3 our own defect. */
const defaultSeed = 8_4;

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('');
  return Number(text);
}

async function main(): Promise<number> {
  const command = new Command()
    .option('--seed <zahl>', '', wholeNumber, defaultSeed)
    .option('--runs <zahl>', '', wholeNumber)
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  try {
    command.parse();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    console.error(wording.usage);
    return 2;
  }
  const version = etcdVersion();
  if (version === undefined) {
    console.error(wording.missing);
    return 2;
  }
  console.log(wording.comparing(version));
  const options = command.opts<{ seed: number; runs?: number }>();
  const agrees = await compareStores({ ...options, onLine: (line) => console.log(line) });
  console.log(agrees ? wording.nothing : wording.something);
  return agrees ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(
    wording.broken(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  return 3;
});
