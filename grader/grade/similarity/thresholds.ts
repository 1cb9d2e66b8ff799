/**
 * What counts as similar. Measured on the 37 solutions of the nine exercises, those compared taken as
 * unknown (`similarity.test.ts` keeps it so): of what the smaller one has, independent authors share at
 * most 0.36, most of them less than 0.05; fully disguised copies at least 0.62.
 */
export const thresholds = {
  /** Tokens of a fingerprint: shorter sequences say nothing. */
  kgram: 16,
  /** Of so many sequences in a row one is kept as a fingerprint (winnowing). */
  window: 8,
  /** Fingerprints of its own that a solution must have: less is too little to judge by. */
  leastFingerprints: 12,
  /** Least share of the smaller solution's fingerprints that both have. */
  share: 0.45,
  /** Fingerprints in a row that both have, of the longest fragment. */
  longest: 4,
  /** A sequence that more than this share of a class has (and at least ten) is how one writes it. */
  common: 0.8,
  /** Pairs listed for an exercise, fragments for a pair, lines for a fragment: nobody reads more. */
  pairs: 100,
  fragments: 6,
  lines: 40,
} as const;
