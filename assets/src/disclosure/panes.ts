// The document at the left and its findings at the right lead to each other; n and p walk through the findings.
const HERE = "is-here";
const TYPING = "input, textarea, select, [contenteditable]";

export function startPanes(): void {
  const panes = document.querySelector<HTMLElement>("[data-panes]");
  if (!panes) return;
  panes.addEventListener("click", (event) => onClick(panes, event));
  document.addEventListener("keydown", (event) => onKey(panes, event));
  document.addEventListener("htmx:load", () => settle(panes));
  settle(panes);
  startAt(panes);
}

function onClick(panes: HTMLElement, event: MouseEvent): void {
  const target = event.target as Element;
  const go = target.closest(".finding-go");
  const mark = target.closest<HTMLElement>("[data-findings]");
  if (go) {
    event.preventDefault();
    visit(panes, go.closest<HTMLElement>("[data-finding]"));
  } else if (mark && !String(getSelection())) {
    showFinding(panes, mark);
  }
}

function onKey(panes: HTMLElement, event: KeyboardEvent): void {
  const step = event.key === "n" ? 1 : event.key === "p" ? -1 : 0;
  if (!step || event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest(TYPING)) return;
  const rows = [...panes.querySelectorAll<HTMLElement>("[data-finding]")];
  const at = rows.findIndex((row) => row.classList.contains(HERE));
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  if (!next) return;
  event.preventDefault();
  visit(panes, next);
}

// Show a finding in the list and its mark, or at least its line, in the document.
function visit(panes: HTMLElement, row: HTMLElement | null): void {
  if (!row) return;
  const mark = panes.querySelector<HTMLElement>(`[data-findings~="${row.dataset.finding}"]`);
  const place = mark ?? document.getElementById(`L${row.dataset.line}`);
  point(panes, [row, place]);
  row.scrollIntoView({ block: "nearest", behavior: "instant" });
  place?.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
}

// A mark may carry several findings: the first that is in the list, or the one after that which was shown last.
function showFinding(panes: HTMLElement, mark: HTMLElement): void {
  const rows = numbers(mark).flatMap((number) => [...panes.querySelectorAll<HTMLElement>(`[data-finding="${number}"]`)]);
  const shown = rows.findIndex((row) => row.classList.contains(HERE));
  const row = rows[(shown + 1) % rows.length] ?? null;
  point(panes, [row, mark]);
  row?.scrollIntoView({ block: "center", behavior: "instant" });
}

function point(panes: HTMLElement, places: Array<HTMLElement | null>): void {
  panes.querySelectorAll(`.${HERE}`).forEach((each) => each.classList.remove(HERE));
  places.forEach((each) => each?.classList.add(HERE));
}

// Marks all of whose findings are handled step back.
function settle(panes: HTMLElement): void {
  const list = panes.querySelector<HTMLElement>("[data-findings-list]");
  const handled = new Set((list?.dataset.handled ?? "").split(" "));
  panes.querySelectorAll<HTMLElement>(".finding").forEach((row) => {
    const number = row.dataset.finding as string;
    if (row.classList.contains("is-handled")) handled.add(number);
    else handled.delete(number);
  });
  if (list) list.dataset.handled = [...handled].filter(Boolean).join(" ");
  panes.querySelectorAll<HTMLElement>("[data-findings]").forEach((mark) => {
    mark.classList.toggle("is-settled", numbers(mark).every((number) => handled.has(number)));
  });
}

function numbers(mark: HTMLElement): string[] {
  return (mark.dataset.findings ?? "").split(" ");
}

// An address may name a line (#L12) or a finding (#finding-3).
function startAt(panes: HTMLElement): void {
  const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  if (target?.matches("[data-finding]")) visit(panes, target);
  else if (target) target.scrollIntoView({ block: "center", behavior: "instant" });
}
