import { createHash } from 'node:crypto';

/**
 * The page's only script: makes headings of tables sort, and opens what is folded before printing.
 * Without it everything stands there all the same. Its hash is all that the page allows to run.
 */
export const overviewScript = `'use strict';
const valueOf = (row, column) => {
  const cell = row.cells[column];
  return cell.dataset.value ?? cell.textContent.trim();
};
const compare = (a, b) =>
  a !== '' && b !== '' && !isNaN(a) && !isNaN(b) ? a - b : a < b ? -1 : a > b ? 1 : 0;
for (const table of document.querySelectorAll('table.sortable')) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener('click', () => {
      const isNumber = heading.classList.contains('number');
      const first = isNumber ? 'descending' : 'ascending';
      const second = isNumber ? 'ascending' : 'descending';
      const order = heading.getAttribute('aria-sort') === first ? second : first;
      for (const other of headings) other.removeAttribute('aria-sort');
      heading.setAttribute('aria-sort', order);
      const sign = order === 'ascending' ? 1 : -1;
      const [body] = table.tBodies;
      const rows = [...body.rows];
      rows.sort((a, b) => sign * compare(valueOf(a, column), valueOf(b, column)));
      body.append(...rows);
    });
  });
}
addEventListener('beforeprint', () => {
  for (const folded of document.querySelectorAll('details')) folded.open = true;
});
`;

/** For the page's Content Security Policy. */
export const overviewScriptHash = `sha256-${createHash('sha256').update(overviewScript).digest('base64')}`;
