/** Sources that several properties share. */
export const lecture = 'Vorlesung Kapitel 8, Folie „Service Discovery“';
export const lectureTasks =
  'Vorlesung Kapitel 8, Micro-Service-Plattform: Aufgaben der Service Discovery';
export const etcd = 'etcd v2 API';
export const leases = 'Gray & Cheriton 1989, Abschnitt 2';
export const task = 'Aufgabe 8.12';
