import { gzip } from 'pako';
import type { PackedRun } from './packed-run.ts';

/** Base64 of what gzip makes. Not by Node's zlib: what that makes depends on the processor. */
export function packRun(run: PackedRun): string {
  return Buffer.from(gzip(JSON.stringify(run), { level: 6 })).toString('base64');
}
