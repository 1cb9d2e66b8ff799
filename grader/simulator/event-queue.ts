/**
 * A binary heap of future tasks, earliest first. Equal times leave in the order in which they came.
 * Three parallel arrays instead of one of records: nothing is allocated for an entry.
 */
export class EventQueue<Task> {
  /** When the task popped last was due, in virtual ms. */
  atMs = 0;
  /** Its place among those of equal time. */
  order = 0;
  private readonly times: number[] = [];
  private readonly orders: number[] = [];
  private readonly tasks: Task[] = [];
  private nextOrder = 0;

  get size(): number {
    return this.tasks.length;
  }

  push(atMs: number, task: Task): void {
    this.insert(atMs, this.nextOrder++, task);
  }

  /** Puts back the task popped last, for another time: among equals it keeps its old place. */
  putBack(atMs: number, task: Task): void {
    this.insert(atMs, this.order, task);
  }

  clear(): void {
    this.times.length = 0;
    this.orders.length = 0;
    this.tasks.length = 0;
  }

  private insert(atMs: number, order: number, task: Task): void {
    const { times, orders } = this;
    let hole = times.length;
    times.push(atMs);
    orders.push(order);
    this.tasks.push(task);
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      if (!this.isAfter(above, atMs, order)) break;
      this.move(above, hole);
      hole = above;
    }
    this.place(hole, atMs, order, task);
  }

  pop(): Task | undefined {
    const { times, orders, tasks } = this;
    const first = tasks[0];
    const atMs = times.pop();
    const order = orders.pop();
    const task = tasks.pop();
    if (atMs === undefined || order === undefined) return undefined;
    const length = times.length;
    this.atMs = length === 0 ? atMs : (times[0] as number);
    this.order = length === 0 ? order : (orders[0] as number);
    if (length === 0) return first;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= length) break;
      const right = child + 1;
      if (right < length && this.isAfter(child, times[right] as number, orders[right] as number)) {
        child = right;
      }
      if (this.isAfter(child, atMs, order)) break;
      this.move(child, hole);
      hole = child;
    }
    this.place(hole, atMs, order, task as Task);
    return first;
  }

  /** True if the entry at `index` is due after the time and place given. */
  private isAfter(index: number, atMs: number, order: number): boolean {
    const time = this.times[index] as number;
    return time > atMs || (time === atMs && (this.orders[index] as number) > order);
  }

  private move(from: number, to: number): void {
    this.place(
      to,
      this.times[from] as number,
      this.orders[from] as number,
      this.tasks[from] as Task,
    );
  }

  private place(index: number, atMs: number, order: number, task: Task): void {
    this.times[index] = atMs;
    this.orders[index] = order;
    this.tasks[index] = task;
  }
}
