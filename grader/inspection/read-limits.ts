/** Ten times what the references need, and little enough for the compiler whatever it contains. */
export const readLimits = {
  maxFileBytes: 128 * 1024,
  maxFiles: 64,
  maxDepth: 4,
} as const;
