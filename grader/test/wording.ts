import type { DebianPackage } from './debian-packages.ts';

/** What `npm test` says about programs it would like to have. */
export const debianWording = {
  missing: ({ name, command, neededFor }: DebianPackage) =>
    `„${command}“ fehlt (Debian-Paket ${name}): Die Tests zu „${neededFor}“ werden übersprungen.`,
};
