// Sorting and filtering of the index, which can be read without it. Season pages have no script.
"use strict";

function makeSortable(table) {
  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
  }
  new Tablesort(table);
  // The buttons take the keyboard; Tablesort would put each heading in its way as well.
  for (const heading of table.tHead.rows[0].cells) heading.removeAttribute("tabindex");
}

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function makeFilterable(table, form, shown) {
  const rows = Array.from(table.tBodies[0].rows, (row) => ({ row, words: plain(row.textContent) }));
  const apply = () => {
    const wanted = plain(form.elements.words.value).split(/\s+/);
    const status = form.elements.status.value;
    let count = 0;
    for (const { row, words } of rows) {
      const fits =
        wanted.every((word) => words.includes(word)) &&
        (!status || row.dataset.statuses.split(" ").includes(status));
      row.hidden = !fits;
      count += fits;
    }
    shown.textContent = `${count} of ${rows.length} pages shown`;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
}

const seasons = document.getElementById("seasons");
makeSortable(seasons);
makeFilterable(seasons, document.getElementById("filter"), document.getElementById("shown"));
