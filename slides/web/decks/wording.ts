/** What reveal.js and the speaker's window say, in German. */
export const deckWords = {
  controls: {
    'navigate-left': 'vorige Folie',
    'navigate-right': 'nächste Folie',
    'navigate-up': 'Folie darüber',
    'navigate-down': 'Folie darunter',
  },
  deck: 'Foliensatz',
  resume: 'Weiter vorführen',
  jump: 'Nummer der Folie',
  slide: 'Folie',
  notes: 'Notizen',
  noNotes: 'Zu dieser Folie gibt es keine Notizen.',
  upNext: 'Danach:',
  nothingNext: 'Das war die letzte Folie.',
  since: 'Seit Beginn:',
  blocked:
    'Der Browser hat das Fenster mit den Notizen blockiert. Erlauben Sie Pop-ups für diese Seite.',
};
