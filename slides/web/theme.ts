import { remembered } from './memory.ts';

// Before anything is painted, so that nothing flashes.
const theme = remembered<'light' | 'dark' | undefined>('theme', undefined);
if (theme !== undefined) document.documentElement.dataset.theme = theme;
