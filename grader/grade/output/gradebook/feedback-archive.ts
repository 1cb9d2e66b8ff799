import { ZipFile } from 'yazl';
import type { Student } from '../../model.ts';

/**
 * `feedback-moodle.zip`, for Moodle's „Mehrere Feedbackdateien in einer ZIP-Datei hochladen“: it gives each
 * person their page. Names of files begin like those of an export, of which Moodle only reads the number
 * (mod/assign/feedback/file/importziplib.php); so the archive does without names.
 */
export class FeedbackArchive {
  private readonly zip = new ZipFile();
  private readonly chunks: Buffer[] = [];
  private readonly packed: Promise<void>;
  private count = 0;

  constructor() {
    const { zip, chunks } = this;
    this.packed = new Promise((resolve, reject) => {
      zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
      zip.outputStream.on('end', resolve);
      zip.outputStream.on('error', reject);
      zip.on('error', reject);
    });
  }

  /** Who does not come from Moodle is left out. */
  add({ pseudonym, identifier = '' }: Student, page: string): void {
    const number = /^(?:Teilnehmer\/in|Participant )(\d+)$/.exec(identifier)?.[1];
    if (number === undefined) return;
    this.count++;
    const name = `${pseudonym}_${number}_assignsubmission_file_feedback.html`;
    this.zip.addBuffer(Buffer.from(page), name, sameEveryTime);
  }

  /** `undefined` if nobody is in it. */
  async finish(): Promise<Uint8Array | undefined> {
    this.zip.end();
    await this.packed;
    return this.count === 0 ? undefined : Buffer.concat(this.chunks);
  }
}

/** Local time, since DOS knows no other: the same bytes in every time zone. */
const sameEveryTime = { mtime: new Date(2026, 0, 1), mode: 0o100644, forceDosTimestamp: true };
