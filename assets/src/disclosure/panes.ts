// The document at the left and its findings at the right lead to each other. Keys, wherever the focus is but in a field:
// j or n to the next finding, k or p to the one before, m to the next place of the same matter.
const HERE = "is-here";
const TYPING = "input, textarea, select, [contenteditable]";
const STEPS: Readonly<Record<string, number>> = { j: 1, n: 1, k: -1, p: -1 };

export function startPanes(): void {
  const panes = document.querySelector<HTMLElement>("[data-panes]");
  if (!panes) return;
  panes.addEventListener("click", (event) => onClick(panes, event));
  document.addEventListener("keydown", (event) => onKey(panes, event));
  document.addEventListener("htmx:load", () => settle(panes));
  addEventListener("resize", () => releaseTables(panes));
  settle(panes);
  releaseTables(panes);
  startAt(panes);
}

function onClick(panes: HTMLElement, event: MouseEvent): void {
  const target = event.target as Element;
  const row = target.closest<HTMLElement>("[data-finding]");
  const mark = target.closest<HTMLElement>("[data-findings]");
  if (target.closest("[data-next-place]")) {
    nextPlace(panes, row);
  } else if (target.closest(".finding-go")) {
    event.preventDefault();
    visit(panes, row);
  } else if (mark && !String(getSelection())) {
    showFinding(panes, mark);
  }
}

function onKey(panes: HTMLElement, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest(`${TYPING}, dialog`)) return;
  const rows = [...panes.querySelectorAll<HTMLElement>("[data-finding]")];
  const at = rows.findIndex((row) => row.classList.contains(HERE));
  const step = STEPS[event.key] ?? 0;
  if (event.key === "m" && rows[at]) {
    event.preventDefault();
    nextPlace(panes, rows[at]);
  }
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  if (!step || !next) return;
  event.preventDefault();
  visit(panes, next);
  next.querySelector<HTMLElement>(".finding-go")?.focus({ preventScroll: true });
}

// The places of a finding: those of its own line first, then down the document. What was cut by other marks is one.
function placesOf(panes: HTMLElement, row: HTMLElement): HTMLElement[] {
  const number = row.dataset.finding as string;
  const marks = [...panes.querySelectorAll<HTMLElement>(`[data-findings~="${number}"]`)];
  const places = marks.filter((mark) => !isGoingOn(mark, number));
  const own = document.getElementById(`L${row.dataset.line}`);
  const inOwn = places.filter((place) => own?.contains(place));
  const elsewhere = places.filter((place) => !own?.contains(place));
  return [...(inOwn.length > 0 || own === null ? inOwn : [own]), ...elsewhere];
}

function isGoingOn(mark: HTMLElement, number: string): boolean {
  const before = mark.previousSibling;
  return before instanceof HTMLElement && before.dataset.findings !== undefined && numbers(before).includes(number);
}

// Show a finding in the list and one of its places in the document: its mark, or at least its line.
function visit(panes: HTMLElement, row: HTMLElement | null, at = 0): void {
  if (!row) return;
  const places = placesOf(panes, row);
  point(panes, [row, places[at] ?? null]);
  row.dataset.at = String(at);
  number(row, at, places.length);
  row.scrollIntoView({ block: "nearest", behavior: "instant" });
  places[at]?.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
}

function nextPlace(panes: HTMLElement, row: HTMLElement | null | undefined): void {
  if (!row) return;
  const shown = row.classList.contains(HERE) ? Number(row.dataset.at ?? 0) : -1;
  visit(panes, row, (shown + 1) % placesOf(panes, row).length);
}

function number(row: HTMLElement, at: number, count: number): void {
  const words = row.querySelector("[data-place-number]");
  if (words) words.textContent = `第 ${at + 1} 处，共 ${count} 处`;
}

// A mark may carry several findings: the first that is in the list, or the one after that which was shown last.
function showFinding(panes: HTMLElement, mark: HTMLElement): void {
  const rows = numbers(mark).flatMap((each) => [...panes.querySelectorAll<HTMLElement>(`[data-finding="${each}"]`)]);
  const shown = rows.findIndex((row) => row.classList.contains(HERE));
  const row = rows[(shown + 1) % rows.length] ?? null;
  point(panes, [row, mark]);
  if (!row) return;
  const places = placesOf(panes, row);
  const at = Math.max(0, places.indexOf(mark));
  row.dataset.at = String(at);
  number(row, at, places.length);
  row.scrollIntoView({ block: "center", behavior: "instant" });
}

function point(panes: HTMLElement, places: Array<HTMLElement | null>): void {
  panes.querySelectorAll(`.${HERE}`).forEach((each) => each.classList.remove(HERE));
  panes.querySelectorAll(".finding-go[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
  places.forEach((each) => each?.classList.add(HERE));
  places[0]?.querySelector(".finding-go")?.setAttribute("aria-current", "true");
}

// Marks all of whose findings are handled step back; what needs this script appears.
function settle(panes: HTMLElement): void {
  const list = panes.querySelector<HTMLElement>("[data-findings-list]");
  const handled = new Set((list?.dataset.handled ?? "").split(" "));
  panes.querySelectorAll<HTMLElement>("[data-places]").forEach((each) => (each.hidden = false));
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

// A table is a stop of the Tab key only where it has to be scrolled sideways.
function releaseTables(panes: HTMLElement): void {
  for (const wrap of panes.querySelectorAll<HTMLElement>(".doc-wrap")) {
    if (wrap.scrollWidth > wrap.clientWidth) wrap.tabIndex = 0;
    else wrap.removeAttribute("tabindex");
  }
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
