import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as its bytes shall be; what is left out is as it should be. */
export interface RawEntry {
  readonly name: string | Buffer;
  readonly data?: string | Buffer;
  /** 8 by default: Deflate. */
  readonly method?: number;
  /** The UTF-8 flag by default. */
  readonly flags?: number;
  readonly mode?: number;
  /** What the archive claims, true or not. */
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
  /** Instead of data of its own: those of an earlier entry. */
  readonly dataOf?: number;
}

export interface RawArchive {
  /** What the end of the archive claims. */
  readonly entryCount?: number;
}

/** Writes the archives that no library would: ZIP by the bytes (APPNOTE 6.3.10, 4.3). */
export function rawZip(entries: readonly RawEntry[], archive: RawArchive = {}): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  const offsets: number[] = [];
  const packedSizes: number[] = [];
  let offset = 0;
  for (const [index, entry] of entries.entries()) {
    const { method = 8, flags = 0x800, mode = 0o100644 } = entry;
    const name = Buffer.isBuffer(entry.name) ? entry.name : Buffer.from(entry.name);
    const data = Buffer.from(entry.data ?? '');
    const packed = method === 8 ? deflateRawSync(data) : data;
    const packedSize = entry.dataOf === undefined ? packed.length : packedSizes[entry.dataOf];
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(flags, 2);
    header.writeUInt16LE(method, 4);
    header.writeUInt32LE(0x5a21_0000, 6);
    header.writeUInt32LE(entry.claimedCrc ?? crc32(data), 10);
    header.writeUInt32LE(packedSize ?? 0, 14);
    header.writeUInt32LE(entry.claimedSize ?? data.length, 18);
    header.writeUInt16LE(name.length, 22);
    offsets[index] = entry.dataOf === undefined ? offset : (offsets[entry.dataOf] ?? 0);
    packedSizes[index] = packedSize ?? 0;
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offsets[index] ?? 0, 10);
    // Made by: 3 is Unix, so that the mode counts.
    central.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), header, rest, name);
    if (entry.dataOf !== undefined) continue;
    const bytes = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), header, name, packed]);
    local.push(bytes);
    offset += bytes.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(archive.entryCount ?? entries.length, 8);
  end.writeUInt16LE(archive.entryCount ?? entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
