/** German: what pages say of runs that a reader has changed. */
export const machineWording = {
  yourCode: 'Ihrem Code',
  finding: (title: string, message: string | undefined) =>
    message === undefined ? `${title}.` : `${title}: ${message}`,
  tooOld:
    'Ihr Browser ist dafür zu alt. Öffnen Sie den Bericht mit einer neueren Fassung von Firefox, Chrome, Edge oder Safari.',
} as const;
