import { ClientRuntime, type OperationRecord, toOperation } from './clients.ts';
import { shareData } from './copy-data.ts';
import type { History } from './history.ts';
import type { Network } from './network.ts';
import type { NodeRuntime } from './node-runtime.ts';
import type { Recorder } from './recorder.ts';
import type { Scenario } from './scenario.ts';
import type { ClientPolicy } from './simulate.ts';
import type { ClientTask, ResponseTask, Task } from './task.ts';

/** Plays all clients of a scenario: invokes, retries, follows redirections, keeps the history. */
export class ClientDriver {
  private readonly operations: OperationRecord[] = [];
  private readonly clients: readonly ClientRuntime[];

  constructor(
    scenario: Scenario,
    private readonly policy: ClientPolicy | undefined,
    private readonly nodes: readonly NodeRuntime[],
    private readonly network: Network,
    private readonly recorder: Recorder,
    private readonly at: (atMs: number, task: Task) => void,
  ) {
    if (scenario.clients.length > 0 && policy === undefined) {
      throw new Error('a scenario with clients needs a clientPolicy');
    }
    this.clients = scenario.clients.map(
      (script, i) => new ClientRuntime(nodes.length + i, script, scenario.seed, nodes.length),
    );
    for (const client of this.clients) {
      const first = client.script.requests[0];
      if (first !== undefined) at(first.atMs, { do: 'client-next', client });
    }
  }

  get history(): History {
    return this.operations.map(toOperation);
  }

  perform(task: ClientTask): void {
    switch (task.do) {
      case 'client-next':
        return this.invokeNext(task.client);
      case 'client-ask':
        return this.ask(task.client, task.operation);
      case 'client-timeout':
        return this.timeOut(task.client, task.operation, task.attempt);
      case 'response':
        return this.receive(task);
    }
  }

  private invokeNext(client: ClientRuntime): void {
    const scripted = client.script.requests[client.next];
    if (scripted === undefined) return;
    client.next++;
    client.target = this.indexOf(scripted.target) ?? client.target;
    const request = shareData(scripted.request, Number.POSITIVE_INFINITY);
    const index = this.operations.length;
    const seq = this.recorder.invoke(client.script.id, index, request);
    const operation: OperationRecord = {
      index,
      client: client.script.id,
      request,
      invokedAtMs: this.recorder.timeMs,
      invokedSeq: seq,
      attempts: 0,
      retried: 0,
    };
    this.operations.push(operation);
    client.current = operation;
    this.ask(client, operation);
  }

  private ask(client: ClientRuntime, operation: OperationRecord): void {
    if (client.current !== operation) return;
    const attempt = operation.attempts++;
    const node = this.nodes[client.target] as NodeRuntime;
    const nowMs = this.recorder.timeMs;
    const fate = this.network.route(client.endpoint, client.target, 'request', nowMs);
    const arrival: Task = { do: 'request', node, client, operation, attempt };
    if (fate.arrivesAtMs >= 0) this.at(fate.arrivesAtMs, arrival);
    if (fate.copyArrivesAtMs >= 0) this.at(fate.copyArrivesAtMs, arrival);
    const timeoutAtMs = nowMs + (this.policy as ClientPolicy).timeoutMs;
    this.at(timeoutAtMs, { do: 'client-timeout', client, operation, attempt });
  }

  private timeOut(client: ClientRuntime, operation: OperationRecord, attempt: number): void {
    if (client.current !== operation || operation.attempts !== attempt + 1) return;
    this.retry(client, operation, undefined);
  }

  private receive({ client, operation, attempt, response }: ResponseTask): void {
    if (client.current !== operation) return;
    const decision = (this.policy as ClientPolicy).interpret(response, operation.request);
    if (!decision.done) {
      // An answer to an earlier attempt has been dealt with by that attempt's timeout.
      if (operation.attempts === attempt + 1) this.retry(client, operation, decision.retryAt);
      return;
    }
    const seq = this.recorder.returned(client.script.id, operation.index, response);
    operation.returned = { atMs: this.recorder.timeMs, seq, response };
    this.finish(client);
  }

  /** Asks again, at the node named or else at the next one, unless the attempts are used up. */
  private retry(
    client: ClientRuntime,
    operation: OperationRecord,
    retryAt: string | undefined,
  ): void {
    if (operation.retried === operation.attempts) return;
    operation.retried = operation.attempts;
    const policy = this.policy as ClientPolicy;
    if (operation.attempts >= policy.maxAttempts) {
      this.recorder.outside({
        kind: 'give-up',
        client: client.script.id,
        operation: operation.index,
      });
      this.finish(client);
      return;
    }
    client.target = this.indexOf(retryAt) ?? (client.target + 1) % this.nodes.length;
    this.at(this.recorder.timeMs + policy.retryDelayMs, { do: 'client-ask', client, operation });
  }

  private finish(client: ClientRuntime): void {
    client.current = undefined;
    const next = client.script.requests[client.next];
    if (next === undefined) return;
    this.at(Math.max(this.recorder.timeMs, next.atMs), { do: 'client-next', client });
  }

  private indexOf(node: string | undefined): number | undefined {
    return this.nodes.find(({ id }) => id === node)?.index;
  }
}
