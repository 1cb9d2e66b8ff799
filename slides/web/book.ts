import { startQuizzes } from './quiz.ts';
import { startReading } from './reading.ts';
import { startSearch } from './search.ts';
import { startThemeSwitch } from './theme-switch.ts';

startThemeSwitch();
startReading();
startSearch();
startQuizzes();
for (const folded of document.querySelectorAll<HTMLDetailsElement>('details.folded')) {
  // On a small screen the table of contents would push the text off the page; a workbench needs all.
  const hasRoom = document.querySelector('[data-workshop]') === null;
  folded.open = hasRoom && matchMedia('(min-width: 52.01rem)').matches;
}
