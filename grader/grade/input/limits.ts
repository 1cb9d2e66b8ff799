/**
 * What reading a hand-in may cost. Honest hand-ins are far below: all nine exercises of a chapter
 * are some 60 files and 400 KiB. Installed packages do not count, they are never unpacked.
 */
export interface Limits {
  /** Entries of a whole export or folder of a class. */
  readonly exportEntries: number;
  /** Entries of one hand-in with all archives in it. */
  readonly entries: number;
  /** ZIP archives within one hand-in. */
  readonly archives: number;
  /** ZIP in ZIP in …, the export itself not counted. */
  readonly archiveDepth: number;
  /** Size of all archives within one hand-in: they are read into memory. */
  readonly archiveBytes: number;
  /** What all files of a hand-in claim to be unpacked, read or not. */
  readonly unpackedBytes: number;
  /** Unpacked to packed size of an entry from `ratioFromBytes` on. Source code reaches about 20. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  /** Files that are taken over for grading, and their sizes. The sandbox has the same bound for one. */
  readonly files: number;
  readonly fileBytes: number;
  readonly filesBytes: number;
  /** Characters and folders of a path. */
  readonly pathLength: number;
  readonly pathDepth: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

export const defaultLimits: Limits = {
  exportEntries: 1_000_000,
  entries: 100_000,
  archives: 16,
  archiveDepth: 2,
  archiveBytes: 64 * MiB,
  unpackedBytes: 512 * MiB,
  ratio: 200,
  ratioFromBytes: MiB,
  files: 400,
  fileBytes: 512 * KiB,
  filesBytes: 4 * MiB,
  pathLength: 1000,
  pathDepth: 32,
};
