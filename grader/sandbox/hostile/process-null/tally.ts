// Makes processes that are none.
export const createTally = () => null;
export const double = (value: number) => `${2 * value}`;
