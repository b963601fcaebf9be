// The same figures as a table, printed as the server printed them.
import type { ChartFigures } from "./chart-options";

export function tableOf(figures: ChartFigures): HTMLTableElement {
  const table = document.createElement("table");
  table.className = "table table-sm";
  row(table.createTHead(), "th", ["", ...figures.series.map((each) => each.name)]);
  const body = table.createTBody();
  figures.categories.forEach((name, index) => {
    const line = row(body, "td", [name, ...figures.series.map((each) => each.texts[index] ?? "—")]);
    figures.series.forEach((each, column) => link(line.cells[column + 1], each.links?.[index]));
  });
  return table;
}

function row(part: HTMLTableSectionElement, kind: "th" | "td", texts: string[]): HTMLTableRowElement {
  const line = part.insertRow();
  texts.forEach((text, index) => {
    const cell = document.createElement(kind);
    cell.textContent = text;
    if (index > 0) cell.className = "num";
    line.append(cell);
  });
  return line;
}

function link(cell: HTMLTableCellElement | undefined, address: string | undefined): void {
  if (!cell || !address) return;
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.textContent = cell.textContent;
  cell.replaceChildren(anchor);
}
