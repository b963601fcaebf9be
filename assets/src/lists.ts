// Lists: a row opens by click and by Enter; ticked rows show what can be done with them.
const INNER = "a, button, input, label, select, textarea, summary";

export function startLists(): void {
  document.addEventListener("click", openByClick);
  document.addEventListener("auxclick", openByClick);
  document.addEventListener("keydown", openByKey);
  document.addEventListener("change", onTick);
  document.addEventListener("submit", tidyFilters, true);
  document.addEventListener("htmx:configRequest", dropEmpty);
  document.addEventListener("htmx:afterSettle", measure);
  addEventListener("resize", measure);
  measure();
}

// A header can stay in sight only where its table needs no scrolling of its own.
function measure(): void {
  for (const wrap of document.querySelectorAll<HTMLElement>(".list .table-wrap")) {
    wrap.classList.remove("is-fitting");
    wrap.classList.toggle("is-fitting", wrap.scrollWidth <= wrap.clientWidth);
  }
}

function openByClick(event: MouseEvent): void {
  const target = event.target as Element;
  const row = target.closest<HTMLElement>("tr[data-href]");
  if (!row || target.closest(INNER) || event.button > 1 || String(getSelection())) return;
  open(row, event.ctrlKey || event.metaKey || event.button === 1);
}

function openByKey(event: KeyboardEvent): void {
  const row = event.target as HTMLElement;
  if (!row.matches("tr[data-href]")) return;
  if (event.key === "Enter") open(row, event.ctrlKey);
  const next = event.key === "ArrowDown" ? row.nextElementSibling : event.key === "ArrowUp" ? row.previousElementSibling : null;
  if (next instanceof HTMLElement) {
    event.preventDefault();
    next.focus();
  }
}

function open(row: HTMLElement, apart: boolean): void {
  const address = row.dataset.href as string;
  if (apart) window.open(address, "_blank", "noopener");
  else location.assign(address);
}

function onTick(event: Event): void {
  const box = event.target as HTMLInputElement;
  if (!box.matches("[data-select], [data-select-all]")) return;
  event.stopPropagation();
  const boxes = [...document.querySelectorAll<HTMLInputElement>("[data-select]")];
  if (box.matches("[data-select-all]")) boxes.forEach((each) => (each.checked = box.checked));
  const ticked = boxes.filter((each) => each.checked).length;
  const all = document.querySelector<HTMLInputElement>("[data-select-all]");
  if (all) {
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  boxes.forEach((each) => each.closest("tr")?.classList.toggle("is-selected", each.checked));
  const bar = document.querySelector<HTMLElement>("#bulk");
  if (!bar) return;
  bar.hidden = ticked === 0;
  const count = bar.querySelector("[data-selected]");
  if (count) count.textContent = String(ticked);
}

// An address without the filters that were left empty can be read, saved and sent.
function tidyFilters(event: Event): void {
  const form = event.target as HTMLFormElement;
  if (!form.matches("[data-filters]")) return;
  for (const field of form.querySelectorAll<HTMLInputElement>("input, select")) {
    if (field.value === "") field.disabled = true;
  }
  setTimeout(() => form.querySelectorAll<HTMLInputElement>(":disabled").forEach((field) => (field.disabled = false)));
}

function dropEmpty(event: Event): void {
  const { detail } = event as CustomEvent<{ elt: Element; formData: FormData }>;
  if (!detail.elt.matches("[data-filters]")) return;
  for (const name of [...detail.formData.keys()]) {
    const kept = detail.formData.getAll(name).filter((value) => value !== "");
    detail.formData.delete(name);
    kept.forEach((value) => detail.formData.append(name, value));
  }
}
