import type { DilemmaCall, DilemmaTask } from './contract.ts';

export { createApRegister } from './ap-register.ts';
export { products, protocols } from './classification.ts';
export { createCpRegister } from './cp-register.ts';
export { isNewer } from './tag.ts';

/**
 * Teil 3: ein Drehbuch für die Partition `_task`, an dem man das Theorem sieht. Spielt man es mit Ihrem
 * AP-Register, bekommt jede Anfrage eine Antwort, aber die Antworten sind nicht linearisierbar. Spielt
 * man es mit Ihrem CP-Register, sind die Antworten linearisierbar, aber mindestens eine Anfrage wird
 * abgelehnt.
 *
 * @returns höchstens 10 Anfragen; kein Wert wird zweimal geschrieben.
 */
export function findDilemma(_task: DilemmaTask): readonly DilemmaCall[] {
  // TODO(8.5): Teil 3: Wer muss was bei wem tun, damit eine Antwort nicht mehr zu den anderen passt?
  throw new Error('TODO(8.5): „findDilemma“ fehlt noch (Teil 3: das Theorem).');
}
