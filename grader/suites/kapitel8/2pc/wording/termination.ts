/** German sentences on participants among themselves. */
export const terminationWording = {
  leftAlone: (uncertain: string, helper: string, knows: boolean) =>
    `Der Koordinator ist fort, und ${uncertain} wartet nach seinem Ja bis zum Ende. Dabei ${knows ? `kennt ${helper} die Entscheidung` : `hat ${helper} nicht mit „yes“ gestimmt und könnte abbrechen`}.`,
};
