/** What is said about the jail: German, for instructors. */
export const jailWording = {
  notLinux: 'Das Gefängnis für fremde Abgaben gibt es nur unter Linux.',
  notX64: (architecture: string) =>
    `Das Gefängnis für fremde Abgaben gibt es nur für Rechner mit x86-64, nicht für „${architecture}“.`,
  oldKernel: (kernel: string) =>
    `Der Linux-Kern ${kernel} ist zu alt für das Gefängnis: Es braucht Version 5.14 oder neuer (Debian 12, Ubuntu 22.04).`,
  noBubblewrap:
    'Das Programm „bwrap“ fehlt. Es sperrt fremde Abgaben ein. Installieren Sie es, unter Debian und Ubuntu mit „sudo apt install bubblewrap“.',
  noPrlimit:
    'Das Programm „prlimit“ fehlt. Es begrenzt Speicher und Rechenzeit fremder Abgaben. Installieren Sie es, unter Debian und Ubuntu mit „sudo apt install util-linux“.',
  oldBubblewrap: (complaint: string) =>
    `Das Programm „bwrap“ ist zu alt: Das Gefängnis braucht bubblewrap 0.8.0 oder neuer (Debian 12, Ubuntu 24.04). Es meldet: ${quoted(complaint)}`,
  noNamespaces: (complaint: string) =>
    `Das Gefängnis lässt sich nicht bauen, weil dieses System keine Benutzer-Namensräume erlaubt. Unter Ubuntu ab 23.10 braucht „bwrap“ dafür ein AppArmor-Profil mit der Regel „userns“, unter älterem Debian den Befehl „sudo sysctl kernel.unprivileged_userns_clone=1“, in einem Container die Angaben „--security-opt seccomp=unconfined --security-opt systempaths=unconfined --cap-add SYS_ADMIN“. bwrap meldet: ${quoted(complaint)}`,
  unreadable: (program: string, complaint: string) =>
    `Das Gefängnis kann Node nicht öffnen, weil andere Benutzer den Ordner von ${program} nicht betreten dürfen. Installieren Sie Node an einer Stelle, die alle lesen dürfen, etwa mit dem Paket „nodejs“, oder starten Sie die Prüfung nicht als root. bwrap meldet: ${quoted(complaint)}`,
  unknownUser:
    'Das Gefängnis lässt sich nicht bauen, weil es in diesem Container die Benutzer 60600 bis 61099 nicht gibt, die root dafür braucht (/proc/self/uid_map). Starten Sie die Prüfung als gewöhnlicher Benutzer, oder geben Sie dem Container mehr Benutzernummern.',
  other: (complaint: string) =>
    `Das Gefängnis lässt sich auf diesem System nicht bauen. Die Probe meldet: ${quoted(complaint)}`,
};

function quoted(complaint: string): string {
  return complaint === '' ? 'nichts.' : `„${complaint.slice(0, 500)}“`;
}
