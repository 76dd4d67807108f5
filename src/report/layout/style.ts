/** Light, quiet, made for reading and for paper. Fonts are those of the reader's system. */
export const STYLE = `
:root {
  --ink: #1d2733; --soft: #5a6672; --line: #d9dee4; --faint: #f4f6f8; --accent: #12506b;
  --good: #1f6b43; --bad: #a3281f;
  font-family: "Segoe UI", "Helvetica Neue", Helvetica, Arial, "Noto Sans", "DejaVu Sans", sans-serif;
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body { margin: 0; background: #fff; color: var(--ink); font-size: 16px; line-height: 1.5; }
main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding: 2.75rem 0 1rem; border-bottom: 3px solid var(--accent); }
h1 { margin: 0; font-size: 2.1rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; overflow-wrap: anywhere; }
.subtitle { margin: .4rem 0 0; color: var(--soft); font-size: 1.05rem; }
h2 { margin: 0 0 .9rem; font-size: 1.35rem; line-height: 1.3; font-weight: 650; overflow-wrap: anywhere; }
h3 { margin: 0 0 .35rem; font-size: 1rem; font-weight: 600; }
section { padding: 1.9rem 0 .6rem; }
section + section { border-top: 1px solid var(--line); }
p { margin: 0 0 .7rem; max-width: 46rem; overflow-wrap: anywhere; }
a { color: var(--accent); }
.highlights { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .75rem; margin: 1.4rem 0 .6rem; }
.highlights > div { padding: .8rem .9rem .75rem; background: var(--faint); border-left: 4px solid var(--accent); break-inside: avoid; }
.highlights > .good { border-left-color: var(--good); }
.highlights > .bad { border-left-color: var(--bad); }
dt { color: var(--soft); font-size: .85rem; }
dd { margin: 0; }
dd strong { display: block; font-size: 1.25rem; line-height: 1.3; font-weight: 650; font-variant-numeric: tabular-nums; }
dd span { display: block; color: var(--soft); font-size: .85rem; overflow-wrap: anywhere; }
.good dd strong { color: var(--good); }
.bad dd strong { color: var(--bad); }
.clause { margin: 0 0 1rem; break-inside: avoid; }
.clause .number { color: var(--soft); }
.clause ul { margin: 0 0 .5rem; }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; padding: .6rem 0 .2rem; font-size: .92rem; }
nav a { text-decoration: none; }
nav a:hover, nav a:focus { text-decoration: underline; }
.table { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; font-variant-numeric: tabular-nums; }
table.narrow { max-width: 46rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: .38rem .7rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-weight: 600; font-size: .85rem; vertical-align: bottom; border-bottom: 2px solid var(--line); }
tbody th { font-weight: 400; overflow-wrap: anywhere; min-width: 8rem; }
.right { text-align: right; }
td.right { white-space: nowrap; }
.strong > * { font-weight: 650; border-top: 2px solid var(--ink); }
ul { margin: 0 0 1rem; padding-left: 1.2rem; max-width: 46rem; }
li { margin: .25rem 0; overflow-wrap: anywhere; }
li.good, li.bad { list-style: none; margin-left: -1.2rem; padding-left: 1.5rem; position: relative; }
.mark { position: absolute; left: 0; font-weight: 700; }
li.good .mark { color: var(--good); }
li.bad .mark { color: var(--bad); }
figure { margin: 1.4rem 0 1.6rem; break-inside: avoid; }
.picture svg { display: block; width: 100%; height: auto; }
figcaption { margin-top: .3rem; max-width: 46rem; overflow-wrap: anywhere; }
details { margin-top: .4rem; }
summary { color: var(--accent); cursor: pointer; font-size: .88rem; width: max-content; }
details .table { margin-top: .5rem; }
details.stories { margin: .8rem 0 1rem; }
details.stories > summary { font-size: .98rem; width: auto; max-width: 46rem; }
table.stories { table-layout: fixed; }
table.stories th:first-child { width: 8.5rem; min-width: 8.5rem; }
table.stories td { overflow-wrap: anywhere; }
table.stories td p { margin: 0 0 .3rem; }
th button { all: unset; cursor: pointer; }
th button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
th[aria-sort="ascending"] button::after { content: " ▲"; }
th[aria-sort="descending"] button::after { content: " ▼"; }
footer { margin-top: 2rem; padding-bottom: 2rem; color: var(--soft); font-size: .85rem; }
footer p { border-top: 1px solid var(--line); padding-top: .8rem; max-width: none; }
@page { size: A4; margin: 16mm 15mm; }
@media print {
  body { font-size: 10pt; }
  main, footer { max-width: none; padding: 0; }
  header { padding-top: 0; }
  h1 { font-size: 20pt; }
  h2 { font-size: 13pt; break-after: avoid; }
  h3 { break-after: avoid; }
  nav, details:not(.stories) { display: none; }
  section { padding: 12pt 0 2pt; }
  .table { overflow: visible; break-inside: avoid; }
  .long { break-inside: auto; }
  tr, li, .highlights > div { break-inside: avoid; }
  thead { display: table-header-group; }
  .highlights { grid-template-columns: repeat(5, 1fr); gap: 6pt; }
  .highlights > div { padding: 6pt; print-color-adjust: exact; }
  dd strong { font-size: 11.5pt; }
  dd span, dt { font-size: 8.5pt; }
  table { font-size: 9pt; }
  th, td { padding: 2.5pt 6pt; }
  tbody tr:nth-child(-n+2) { break-after: avoid; }
  .picture svg { width: auto; max-width: 100%; max-height: 74mm; }
  figure { margin: 10pt 0; }
  .picture { print-color-adjust: exact; }
}
`.trim();
