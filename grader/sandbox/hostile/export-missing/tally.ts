// Exports nothing that is asked for.
export const nothing = 0;
