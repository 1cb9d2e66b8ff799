import type { NodeId } from '../../../simulator/process.ts';
import { answerWithinMs, type RegisterRequest } from './contract.ts';

/** German sentences on both registers. */
export const kindName = (kind: RegisterRequest['kind']) =>
  kind === 'read' ? 'Lesen' : 'Schreiben';

export const commonWording = {
  undecided:
    'Ob die Antworten linearisierbar sind, ließ sich mit dem Budget des Prüfers nicht entscheiden.',
  unanswered: (node: NodeId, kind: RegisterRequest['kind']) =>
    `${node} beantwortet ein ${kindName(kind)} nicht. Spätestens ${answerWithinMs} ms nach dem Eintreffen muss eine Antwort da sein.`,
  late: (node: NodeId, kind: RegisterRequest['kind'], tookMs: number) =>
    `${node} beantwortet ein ${kindName(kind)} erst nach ${tookMs} ms, erlaubt sind ${answerWithinMs} ms.`,
} as const;
