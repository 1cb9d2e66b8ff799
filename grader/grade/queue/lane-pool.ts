import { join } from 'node:path';
import { JudgeLost } from '../crew/judge.ts';
import { Lane } from '../crew/lane.ts';
import type { AttemptJob, TimedVerdict } from '../judge/judge-attempt.ts';

interface LanePoolOptions {
  /** The workbook's folder. */
  readonly root: string;
  readonly jailModule: string | undefined;
  readonly folder: string;
  readonly size: number;
}

interface Place {
  readonly slot: number;
  chapter?: string;
  lane?: Lane;
}

/** Lanes for attempts that come one by one; at most `size` at a time. */
export class LanePool {
  private readonly free: Place[];
  private readonly places: readonly Place[];
  private isClosed = false;

  constructor(private readonly options: LanePoolOptions) {
    this.places = Array.from({ length: options.size }, (_, slot) => ({ slot }));
    this.free = [...this.places].reverse();
  }

  /** @throws as {@link Lane.judge} */
  async judge(job: AttemptJob, chapter: string): Promise<readonly TimedVerdict[]> {
    const place = this.free.pop();
    if (place === undefined) throw new Error('more attempts at once than lanes');
    try {
      if (this.isClosed) throw new JudgeLost('the lanes are closed');
      return await this.laneOf(place, chapter).judge(job);
    } finally {
      this.free.push(place);
    }
  }

  close(): void {
    this.isClosed = true;
    for (const { lane } of this.places) lane?.close();
  }

  /** A judge knows one chapter. */
  private laneOf(place: Place, chapter: string): Lane {
    if (place.lane !== undefined && place.chapter === chapter) return place.lane;
    place.lane?.close();
    const { root, jailModule, folder } = this.options;
    const { slot } = place;
    const setup = { root, chapter, jailModule };
    const lane = new Lane({ setup, slot, folder: join(folder, String(slot)) });
    place.lane = lane;
    place.chapter = chapter;
    return lane;
  }
}
