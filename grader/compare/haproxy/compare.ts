import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '#kapitel8/config-store';
import { createAmbassador } from '../../../solutions/kapitel8/ambassador/reference/ambassador.ts';
import { createStore } from '../../../solutions/kapitel8/config-store/reference/store.ts';
import { type CreateAmbassador, startAmbassador } from './ambassador-server.ts';
import { get } from './client.ts';
import { startHaproxy } from './haproxy.ts';
import { type Complaint, forget, type Measured, type Scene, scenes } from './scenes.ts';
import { type Balancer, settings } from './settings.ts';
import { Upstream } from './upstream.ts';
import { wording } from './wording.ts';

export interface CompareOptions {
  /** Only these scenes; all if absent. */
  readonly only?: readonly Scene['id'][];
  /** Another ambassador instead of the reference. */
  readonly create?: CreateAmbassador;
  /** Real time may come between: a scene that goes wrong is played again, at most so often in all. */
  readonly maxPlays?: number;
  readonly onLine: (line: string) => void;
}

/** Plays every scene in front of HAProxy and of the ambassador. True if both do what is expected. */
export async function compareBalancers(options: CompareOptions): Promise<boolean> {
  let agrees = true;
  for (const scene of scenes) {
    if (options.only?.includes(scene.id) === false) continue;
    agrees = (await compareScene(scene, options)) && agrees;
  }
  return agrees;
}

async function compareScene(
  scene: Scene,
  { create = createAmbassador, maxPlays = 3, onLine }: CompareOptions,
): Promise<boolean> {
  for (let play = 1; ; play++) {
    // Each has servers of its own: they may play at the same time.
    const [haproxy, ambassador] = await Promise.all([
      measureScene(scene, startHaproxy),
      measureScene(scene, (upstreams) => startReference(create, upstreams)),
    ]);
    const complaints = {
      haproxy: scene.judge(haproxy),
      ambassador: [...scene.judge(ambassador), ...ambassador.registry],
    };
    const isFine = complaints.haproxy.length + complaints.ambassador.length === 0;
    if (!isFine && play < maxPlays) {
      onLine(wording.again(scene.id));
      continue;
    }
    for (const line of wording.scene(scene.id, haproxy, ambassador, isFine)) onLine(line);
    for (const complaint of complaints.haproxy) onLine(wording.complaint('HAProxy', complaint));
    for (const complaint of complaints.ambassador) {
      onLine(wording.complaint('Ambassador', complaint));
    }
    return isFine;
  }
}

/** A registry that does not name all of the group when all is well again. */
export type RegistryComplaint = 'not-registered';
type WithRegistry = Measured & { readonly registry: readonly RegistryComplaint[] };

interface Started extends Balancer {
  registered?(): Readonly<Record<string, string>>;
}

async function measureScene(
  scene: Scene,
  start: (upstreams: readonly Upstream[]) => Promise<Started>,
): Promise<WithRegistry> {
  const upstreams = [3, 2, 1].map((weight, i) => new Upstream(`n${i + 3}`, weight));
  const running: { close(): Promise<void> }[] = [];
  try {
    for (const upstream of upstreams) {
      await upstream.start();
      running.push({ close: () => upstream.stop() });
    }
    const balancer = await start(upstreams);
    running.push(balancer);
    // Until everybody is known to be up.
    await sleep((settings.riseAfter + 3) * settings.healthPeriodMs);
    forget(upstreams);
    const measured = await scene.play(balancer, upstreams);
    const registered = balancer.registered?.();
    const isComplete =
      registered === undefined ||
      upstreams.every(({ name, weight }) => registered[name] === String(weight));
    return { ...measured, registry: isComplete ? [] : ['not-registered'] };
  } finally {
    for (const one of running.reverse()) await one.close();
  }
}

async function startReference(
  create: CreateAmbassador,
  upstreams: readonly Upstream[],
): Promise<Started> {
  const store: Store = createStore();
  const server = await startAmbassador(create, store, upstreams);
  const deadline = Date.now() + 20_000;
  while ((await get(server.port, '/start')).status !== 200) {
    if (Date.now() > deadline) {
      await server.close();
      throw new Error('the ambassador does not find its group');
    }
    await sleep(50);
  }
  return server;
}

export type AnyComplaint = Complaint | RegistryComplaint;
