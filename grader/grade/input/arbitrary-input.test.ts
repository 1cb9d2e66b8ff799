import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { type RawEntry, rawZip } from './raw-zip.fixture.ts';
import { InputFolder, textsOf } from './reading.fixture.ts';

let folder: InputFolder;
beforeEach(async () => {
  folder = await InputFolder.create();
});
afterEach(() => folder.remove());

const timeoutMs = 120_000;

/** A part of a path as people and programs write it; never a stray folder's. */
const part = fc
  .stringMatching(/^[a-zäöüßA-Z0-9 _()+é語-]{1,12}$/u)
  .map((name) => name.normalize('NFC').trim())
  .filter((name) => name !== '' && !/^(raft|2pc|exercises|kapitel8)$/i.test(name));

// Text that reading has nothing to put right about.
const text = fc
  .string({ unit: 'binary', maxLength: 60 })
  .map((value) => value.replaceAll(/[\0\r\uFEFF]/g, ''));

/** The files of an exercise's folder: its first one and others of any name, in folders or not. */
const exerciseFiles = fc
  .record({
    first: text,
    others: fc.uniqueArray(fc.tuple(fc.array(part, { maxLength: 2 }), part, text), {
      maxLength: 5,
      selector: ([, name]) => name.toLowerCase(),
    }),
  })
  .map(
    ({ first, others }): Record<string, string> => ({
      'raft/raft.ts': first,
      // A folder of its own for each, so that no two differ only in case.
      ...Object.fromEntries(
        others.map(([folders, name, content], index) => [
          ['raft', ...(folders.length > 0 ? [`${index}`, ...folders] : []), `${name}.ts`].join('/'),
          content,
        ]),
      ),
    }),
  );

function yazlZip(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content), path, { mtime: new Date(0) });
  }
  zip.end();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
    zip.outputStream.on('end', () => resolve(Buffer.concat(chunks)));
    zip.outputStream.on('error', reject);
  });
}

describe('any hand-in', () => {
  test('comes out as it went in, whichever way it is packed', { timeout: timeoutMs }, async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(exerciseFiles, part, async (files, around) => {
        round += 1;
        const wrapped = Object.fromEntries(
          Object.entries(files).map(([path, content]) => [`${around}/${path}`, content]),
        );
        const zip = await yazlZip(wrapped);
        const home = `runde-${round}`;
        await folder.put(`${home}/ada.zip`, zip);
        await folder.put(`${home}/bob.zip`, await yazlZip(files));
        await folder.put(
          `${home}/cleo.zip`,
          rawZip([{ name: 'noch einmal.zip', data: zip, method: 0 }]),
        );
        for (const [path, content] of Object.entries(files)) {
          await folder.put(`${home}/dan/${path}`, content);
        }
        const result = await folder.read([home]);
        expect(result.refused).toEqual([]);
        expect(textsOf(result)).toEqual({
          ada: [files],
          bob: [files],
          cleo: [files],
          dan: [files],
        });
        // And again, to the byte.
        expect(await folder.read([home])).toEqual(result);
      }),
      { numRuns: 60 },
    );
  });
});

describe('no hand-in, however hostile,', () => {
  /** Read it as a person's archive and as the input itself: either is refused or read, no more. */
  async function survives(archive: Buffer, round: number): Promise<void> {
    const home = `runde-${round}`;
    await folder.put(`${home}/klasse/ada.zip`, archive);
    await folder.put(`${home}/klasse/grace.zip`, rawZip([{ name: 'raft.ts', data: 'good' }]));
    await folder.put(`${home}/allein.zip`, archive);
    const result = await folder.read([`${home}/klasse`]);
    expect(textsOf(result).grace).toEqual([{ 'raft/raft.ts': 'good' }]);
    const alone = await folder.read([`${home}/allein.zip`]);
    for (const { reason } of [...result.refused, ...alone.refused]) {
      expect(reason).not.toContain('Fehler in der Bewertung selbst');
    }
    for (const { attempts } of [...result.submissions, ...alone.submissions]) {
      for (const path of attempts.flatMap(({ files }) => [...files.keys()])) {
        expect(path).toMatch(/^(raft|2pc)\/[^\0]*(\.ts|manifest\.json)$/i);
        expect(path.split('/')).not.toContain('..');
      }
    }
  }

  /** What gets far is tried more often than what is refused at once. */
  function mostly<T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>): fc.Arbitrary<T> {
    return fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: rare });
  }

  const nastyName = fc.oneof(
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    fc
      .array(
        fc.constantFrom('..', '.', '/', '\\', 'raft', 'raft.ts', '.ts', 'C:', '\0', 'a.zip', ' '),
      )
      .map((parts) => Buffer.from(parts.join(''))),
  );
  const nastyEntry: fc.Arbitrary<RawEntry> = fc.record(
    {
      name: nastyName,
      data: fc.oneof(
        fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
        fc.constant(rawZip([{ name: '../raft.ts', data: 'x' }])),
      ),
      method: mostly(fc.constantFrom(0, 8), fc.constantFrom(9, 12, 99)),
      flags: mostly(fc.constantFrom(0, 0x800), fc.integer({ min: 0, max: 0xffff })),
      mode: mostly(fc.constant(0o100644), fc.integer({ min: 0, max: 0xffff })),
      claimedSize: fc.oneof(fc.nat(50), fc.constantFrom(0xffffffff, 0x7fffffff, 600_000_000)),
      claimedCrc: fc.nat(),
    },
    { requiredKeys: ['name', 'data'] },
  );

  test('made of arbitrary entries, makes reading fail', { timeout: timeoutMs }, async () => {
    let round = 0;
    const entries = fc.array(nastyEntry, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(entries, fc.option(fc.nat(0xffff)), async (nasty, entryCount) => {
        round += 1;
        await survives(rawZip(nasty, entryCount === null ? {} : { entryCount }), round);
      }),
      { numRuns: 300 },
    );
  });

  const plain = rawZip([
    { name: 'raft/raft.ts', data: 'export const a = 1;\n'.repeat(20) },
    { name: 'raft/log.ts', data: 'stored', method: 0 },
    { name: 'innen.zip', data: rawZip([{ name: '2pc/log.ts', data: 'x' }]) },
  ]);
  /** With the records for large archives, whose fields are 64 bits wide. */
  const large = largeZip();

  const damage = fc.record({
    archive: fc.constantFrom(plain, large),
    changes: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        bytes: fc.oneof(
          fc.uint8Array({ minLength: 1, maxLength: 4 }),
          fc.constant(new Uint8Array(8).fill(0xff)),
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    keep: mostly(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  });

  test('damaged at arbitrary places, makes reading fail', { timeout: timeoutMs }, async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(damage, async ({ archive, changes, keep }) => {
        round += 1;
        const bytes = Buffer.from(archive);
        // Fields are at the end of an archive: half of the changes shall fall there.
        for (const { at, bytes: replacement } of changes) {
          const place = Math.floor(bytes.length * (at < 0.5 ? at * 2 : 1 - (1 - at) ** 3));
          bytes.set(replacement.subarray(0, bytes.length - place), place);
        }
        await survives(bytes.subarray(0, keep * bytes.length), round);
      }),
      { numRuns: 500 },
    );
  });

  function largeZip(): Buffer {
    const end = plain.length - 22;
    const entries = plain.readUInt16LE(end + 10);
    const size = plain.readUInt32LE(end + 12);
    const offset = plain.readUInt32LE(end + 16);
    const record = Buffer.alloc(56);
    record.write('PK\x06\x06', 'latin1');
    record.writeBigUInt64LE(44n, 4);
    record.writeBigUInt64LE(BigInt(entries), 24);
    record.writeBigUInt64LE(BigInt(entries), 32);
    record.writeBigUInt64LE(BigInt(size), 40);
    record.writeBigUInt64LE(BigInt(offset), 48);
    const locator = Buffer.alloc(20);
    locator.write('PK\x06\x07', 'latin1');
    locator.writeBigUInt64LE(BigInt(end), 8);
    locator.writeUInt32LE(1, 16);
    return Buffer.concat([plain.subarray(0, end), record, locator, plain.subarray(end)]);
  }

  test.each([
    ['the directory', 48],
    ['the number of entries', 32],
  ])('with an offset beyond all numbers in %s, makes reading fail', async (_what, field) => {
    const archive = Buffer.from(large);
    const end = plain.length - 22;
    archive.writeBigUInt64LE(2n ** 63n, end + field);
    await survives(archive, 1);
    const locator = Buffer.from(large);
    locator.writeBigUInt64LE(2n ** 63n, end + 56 + 8);
    await survives(locator, 2);
  });

  test('large archives are read if they are sound', async () => {
    await folder.put('ada.zip', large);
    expect(Object.keys(textsOf(await folder.read(['ada.zip'])).ada?.[0] ?? {})).toEqual([
      '2pc/log.ts',
      'raft/log.ts',
      'raft/raft.ts',
    ]);
  });
});
