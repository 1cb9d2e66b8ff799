import { provePlainly } from '../prove-plainly.ts';

await provePlainly('lamport');
