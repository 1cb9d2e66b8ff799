// Functions without any of what functions inherit.
export const createTally = Object.setPrototypeOf(() => null, null);
export const double = Object.setPrototypeOf((value: number) => value, null);
