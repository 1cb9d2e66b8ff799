import { removeNewerThanBaseline } from './baseline.ts';

// A module of its own because imports run before any statement: SES must find the baseline.
removeNewerThanBaseline();
