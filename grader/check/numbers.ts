import { InvalidArgumentError } from 'commander';
import { optionWording, usageWording } from './wording.ts';

/** Parses a whole number of an option; what is none is told in German. */
export function wholeNumber(flag: string, text: string, least: number): number {
  const value = Number(text);
  const valid = /^-?\d+$/.test(text) && value >= least && value <= 0x7fff_ffff;
  if (valid) return value;
  throw new InvalidArgumentError(
    usageWording.notANumber(flag, text, optionWording.wholeNumber(least)),
  );
}

export function positive(flag: string): (text: string) => number {
  return (text) => wholeNumber(flag, text, 1);
}
