import type { BucketConfig, TokenBucket } from './contract.ts';

/**
 * Teil 2: ein neuer, voller Eimer. Je Sekunde kommen gleichmäßig `ratePerSecond` Marken hinzu, bis er
 * mit `capacity` Marken voll ist.
 *
 * @param _nowMs Zeitpunkt, zu dem der Eimer voll ist
 */
export function createTokenBucket(_config: BucketConfig, _nowMs: number): TokenBucket {
  // TODO(8.13): Teil 2: Inhalt und Zeitpunkt, zu dem er galt
  throw new Error('TODO(8.13): „createTokenBucket“ fehlt noch (Teil 2: Drosselung).');
}
