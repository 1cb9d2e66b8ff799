/** The lecture's rules of gossip, as a property's source. */
export const lecture = 'Vorlesung Kapitel 8, Folien „Gossip-Protokolle“';
