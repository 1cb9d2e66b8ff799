// More memory than is granted, in the way that `facts.kind` says. The last line is how far it got.
const step = 32;
const kept = [];
const take = {
  buffers: () => Buffer.alloc(step * 1024 * 1024, 1),
  shared: () => new Uint8Array(new SharedArrayBuffer(step * 1024 * 1024)).fill(1),
  wasm: () => {
    const pages = (step * 1024) / 64;
    return new Uint8Array(new WebAssembly.Memory({ initial: pages, maximum: pages }).buffer).fill(
      1,
    );
  },
  'shared wasm': () => {
    const pages = (step * 1024) / 64;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    return new Uint8Array(memory.buffer).fill(1);
  },
  heap: () => Array.from({ length: (step * 1024 * 1024) / 8 }, (_, i) => i + 0.5),
}[facts.kind];
for (let mebibytes = 0; mebibytes <= 4096; mebibytes += step) {
  report({ what: 'memory', worked: mebibytes >= 4096, value: String(mebibytes) });
  kept.push(take());
}
