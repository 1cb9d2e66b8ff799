/** German: why a run cannot be changed; for the page, and for the player in it. */
export const scriptedRun =
  'Dieser Ablauf lässt sich nicht ändern: Die Prüfung spielt hier ein festes Drehbuch statt eines Netzes, das Nachrichten verlieren kann.';
