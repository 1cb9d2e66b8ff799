// Not used: lease.ts and config-file.ts number their requests themselves.
export {};
