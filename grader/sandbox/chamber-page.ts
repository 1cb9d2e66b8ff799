/**
 * What runs where a submission runs in a browser, as text: a page without an origin, in a process of its
 * own where the browser has such, and in it a worker. The page asks for nothing and may load nothing.
 */
const policy =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:";

/**
 * The worker's first message: nonce, program and data. Each of its own is JSON with the nonce and a
 * number; the program has its only way out in `host`.
 */
const workerText = `'use strict';
onmessage = ({ data: { nonce, program, data } }) => {
  onmessage = null;
  const { now } = Date, { stringify } = JSON, post = self.postMessage.bind(self);
  let seq = 0;
  const send = (message) => post(stringify({ nonce, seq: seq++, ...message }));
  const host = { send, now, ...JSON.parse(data) };
  new Function('host', program)(host);
  send({ kind: 'end' });
};`;

/**
 * The page's script: passes on what the worker says, and answers, whatever the worker does, that it is
 * there itself. A frame is bound by the policy of the page around it, which must name this text's hash.
 */
export const chamberScript = `'use strict';
addEventListener('message', ({ data, ports: [port] }) => {
  const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(workerText)}])));
  worker.onmessage = (message) => port.postMessage({ said: String(message.data) });
  worker.onerror = (error) => {
    error.preventDefault();
    port.postMessage({ broke: String(error.message) });
  };
  port.onmessage = () => port.postMessage({ alive: true });
  worker.postMessage(data);
}, { once: true });
parent.postMessage('chamber', '*');`.replaceAll('</', '<\\/');

export const chamberPage = `<!doctype html><html lang="de"><title>Prüfung</title>
<meta http-equiv="Content-Security-Policy" content="${policy}"><script>${chamberScript}</script></html>`;

/** What comes through the port. */
export type FromChamber =
  | { readonly said: string }
  | { readonly broke: string }
  | { readonly alive: true };
