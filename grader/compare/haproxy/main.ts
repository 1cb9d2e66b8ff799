import { compareBalancers } from './compare.ts';
import { haproxyVersion } from './haproxy.ts';
import { wording } from './wording.ts';

/** `npm run compare:haproxy`: 0 they agree, 1 they differ, 2 wrong usage or no HAProxy, 3 our own defect. */
async function main(): Promise<number> {
  if (process.argv.length > 2) {
    console.error(wording.usage);
    return 2;
  }
  const version = haproxyVersion();
  if (version === undefined) {
    console.error(wording.missing);
    return 2;
  }
  console.log(wording.comparing(version));
  const agrees = await compareBalancers({ onLine: (line) => console.log(line) });
  console.log(agrees ? wording.nothing : wording.something);
  return agrees ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(
    wording.broken(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  return 3;
});
