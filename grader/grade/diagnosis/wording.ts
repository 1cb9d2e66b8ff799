/** German words of a diagnosis. */
export const diagnosisWording = {
  /** Several that cannot be told apart by what the properties see. */
  oneOf: (titles: readonly string[]) => `eines von: ${titles.join('; ')}`,
};
