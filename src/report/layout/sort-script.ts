/**
 * Sorts a table by the column whose heading is pressed; sums stay where they are. Numbers count by their value, units
 * and commas left out. Without it the tables are as they were printed.
 */
export const SORT_SCRIPT = `
for (const table of document.querySelectorAll('.table table:not(.stories)')) {
  const body = table.tBodies[0];
  const heads = table.tHead ? [...table.tHead.rows[0].cells] : [];
  if (!body || 3 > body.rows.length) continue;
  const valueOf = row => {
    const text = row.cells[row.dataset.column].textContent.replace(/\\u2212/g, '-');
    const number = /^[+-]?[\\d,]+(\\.\\d+)?/.exec(text);
    return number ? Number(number[0].replace(/,/g, '')) : text;
  };
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const falling = head.getAttribute('aria-sort') !== 'descending';
      heads.forEach(each => each.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', falling ? 'descending' : 'ascending');
      const rows = [...body.rows].filter(row => !row.classList.contains('strong'));
      const sums = [...body.rows].filter(row => row.classList.contains('strong'));
      for (const row of rows) row.dataset.column = column;
      const order = (a, b) => {
        const [x, y] = [valueOf(a), valueOf(b)];
        return typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
      };
      rows.sort((a, b) => (falling ? order(b, a) : order(a, b)));
      body.append(...rows, ...sums);
    });
  });
}
`;

/** Of the script, for the policy of the page: any other script is refused. */
export const SORT_HASH = 'sha256-ExkPggXEzWsd/blFDQDqsb7YbgOC5CRSNDR/JE9stW4=';
