// Exports under the right names what cannot be called.
export const createTally = { holds: true };
export const double = 'double';
