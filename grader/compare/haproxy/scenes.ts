import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, ask } from './client.ts';
import { type Balancer, settings } from './settings.ts';
import type { Upstream } from './upstream.ts';

/** What one balancer made of one scene. */
export interface Measured {
  /** Requests that reached each server, by its name. */
  readonly arrived: Readonly<Record<string, number>>;
  /** Largest deviation from the weights, in any full turn and in all together; only where all was well. */
  readonly deviation?: number;
  /** Answers to GET and POST that were not 200. */
  readonly failedGets: number;
  readonly failedPosts: number;
  /** POST requests that reached more than one server, or one twice. */
  readonly repeatedPosts: number;
}

export interface Scene {
  /** Key of its title in the wording. */
  readonly id: 'shares' | 'refusing' | 'failing' | 'mute' | 'back';
  play(balancer: Balancer, upstreams: readonly Upstream[]): Promise<Measured>;
  /** What both must show, as complaints; none if all is well. */
  judge(measured: Measured): readonly Complaint[];
}

export type Complaint =
  | 'deviation'
  | 'failed-gets'
  | 'failed-posts'
  | 'posts-not-failed'
  | 'repeated-posts'
  | 'not-used-again';

/** Long enough for a server to be found up or down. */
const settledMs = 8 * settings.healthPeriodMs;

export const scenes: readonly Scene[] = [
  {
    id: 'shares',
    async play(balancer, upstreams) {
      const turn = upstreams.reduce((sum, { weight }) => sum + weight, 0);
      const answers = await series(balancer, 'GET', 10 * turn);
      const turns = Array.from({ length: answers.length / turn }, (_, i) =>
        answers.slice(i * turn, (i + 1) * turn),
      );
      const deviations = [...turns, answers].flatMap((window) =>
        upstreams.map(({ name, weight }) => {
          const count = window.filter(({ body }) => body === name).length;
          return Math.abs(count - (weight * window.length) / turn);
        }),
      );
      return { ...measure(upstreams, answers, []), deviation: Math.max(...deviations) };
    },
    judge: ({ deviation = 0, failedGets }) => [
      ...(deviation > 1 ? (['deviation'] as const) : []),
      ...(failedGets > 0 ? (['failed-gets'] as const) : []),
    ],
  },
  {
    id: 'refusing',
    async play(balancer, upstreams) {
      const [first] = upstreams as [Upstream];
      await first.stop();
      // Health checks do not know yet: now it is up to failover.
      const gets = await series(balancer, 'GET', 12);
      const posts = await series(balancer, 'POST', 6);
      await sleep(settledMs);
      gets.push(...(await series(balancer, 'GET', 6)));
      const measured = measure(upstreams, gets, posts);
      await first.start();
      await sleep(settledMs);
      return measured;
    },
    judge: (measured) => [
      ...withoutFailures(measured),
      ...(measured.failedPosts > 0 ? (['failed-posts'] as const) : []),
    ],
  },
  {
    id: 'failing',
    play: (balancer, upstreams) => playMode(balancer, upstreams, 'failing', 12),
    judge: (measured) => [
      ...withoutFailures(measured),
      ...(measured.failedPosts === 0 ? (['posts-not-failed'] as const) : []),
    ],
  },
  {
    id: 'mute',
    play: (balancer, upstreams) => playMode(balancer, upstreams, 'mute', 6),
    judge: (measured) => [
      ...withoutFailures(measured),
      ...(measured.failedPosts === 0 ? (['posts-not-failed'] as const) : []),
    ],
  },
  {
    id: 'back',
    async play(balancer, upstreams) {
      const [first] = upstreams as [Upstream];
      await first.stop();
      await sleep(settledMs);
      await first.start();
      await sleep(settledMs);
      forget(upstreams);
      return measure(upstreams, await series(balancer, 'GET', 12), []);
    },
    judge: (measured) => [
      ...withoutFailures(measured),
      ...(Object.values(measured.arrived).some((count) => count === 0)
        ? (['not-used-again'] as const)
        : []),
    ],
  },
];

/** The heaviest server misbehaves, though its health checks pass. */
async function playMode(
  balancer: Balancer,
  upstreams: readonly Upstream[],
  mode: 'failing' | 'mute',
  count: number,
): Promise<Measured> {
  const [first] = upstreams as [Upstream];
  first.mode = mode;
  const gets = await series(balancer, 'GET', count);
  const posts = await series(balancer, 'POST', count);
  first.mode = 'well';
  return measure(upstreams, gets, posts);
}

function withoutFailures({ failedGets, repeatedPosts }: Measured): Complaint[] {
  return [
    ...(failedGets > 0 ? (['failed-gets'] as const) : []),
    ...(repeatedPosts > 0 ? (['repeated-posts'] as const) : []),
  ];
}

/** One request after the other, each with a path of its own. */
async function series(
  { port }: Balancer,
  method: 'GET' | 'POST',
  count: number,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let i = 0; i < count; i++) answers.push(await ask(port, method, `/${method}-${i}`));
  return answers;
}

/** Forgets what came before a scene. */
export function forget(upstreams: readonly Upstream[]): void {
  for (const { arrived } of upstreams) arrived.splice(0);
}

function measure(
  upstreams: readonly Upstream[],
  gets: readonly Answer[],
  posts: readonly Answer[],
): Measured {
  const all = upstreams.flatMap(({ arrived }) => arrived);
  const postsArrived = all.filter((line) => line.startsWith('POST '));
  return {
    arrived: Object.fromEntries(upstreams.map(({ name, arrived }) => [name, arrived.length])),
    failedGets: gets.filter(({ status }) => status !== 200).length,
    failedPosts: posts.filter(({ status }) => status !== 200).length,
    repeatedPosts: postsArrived.length - new Set(postsArrived).size,
  };
}
