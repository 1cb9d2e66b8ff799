import { answerQuestions } from '../asked-process.ts';
import { playingHere } from './play-known.ts';

/**
 * Started by `playing-apart.ts` as a process of its own: only our mutants run in it, but the inputs come
 * from reports on strangers' code.
 */
answerQuestions(playingHere());
