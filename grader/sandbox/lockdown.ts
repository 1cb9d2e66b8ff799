/**
 * Hardens this realm. Imported first by the child's program, so that whatever is loaded after it
 * already lives among frozen intrinsics.
 */
import './baseline-applied.ts';
import 'ses';

lockdown({
  // A submission sees no stack traces; the start realm does, through `getStackString`.
  errorTaming: 'safe',
  stackFiltering: 'verbose',
  errorTrapping: 'none',
  unhandledRejectionTrapping: 'none',
  // No texts that depend on the machine's language.
  localeTaming: 'safe',
  // `RegExp.$1` and its kin would be memory shared between nodes.
  regExpTaming: 'safe',
  consoleTaming: 'unsafe',
  // Lets `record.toString = …` and `counts['constructor'] = 1` work although prototypes are frozen.
  overrideTaming: 'severe',
  evalTaming: 'safe-eval',
  reporting: 'none',
});
