// The agent's desk: keys for everything, advice taken by one of them, the draft kept, the next call put on the desk.
// The parts themselves are fetched by htmx; this only says when, by events on the form.
const NUMBER = ["phone"];
const MATTER = ["title", "text", "category", "area", "place", "channel", "nature", "urgency"];
const LETTERS: Readonly<Record<string, string>> = { n: "#id_phone", t: "#id_text", k: "#desk-words" };
const TAKEN: Readonly<Record<string, string>> = {
  q: "category-1",
  w: "category-2",
  e: "category-3",
  a: "unit-1",
  s: "unit-2",
  d: "unit-3",
};
const PAUSE = 500;
const KEPT_AFTER = 2000;
const LOOKED_EVERY = 4000;

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
type Searchable = HTMLSelectElement & { tomselect?: { setValue(value: string | string[]): void; focus(): void } };

export function startDesk(): void {
  const form = document.querySelector<HTMLFormElement>("#desk-form");
  if (!form) return;
  const say = later(form);
  form.addEventListener("input", (event) => typed(say, event));
  form.addEventListener("change", (event) => typed(say, event));
  document.addEventListener("keydown", (event) => onKey(form, event));
  document.addEventListener("click", (event) => onClick(form, event));
  form.addEventListener("toggle", onToggle, true);
  document.addEventListener("htmx:afterSwap", (event) => told(event as CustomEvent));
  settle(form, say);
  watchCalls(form);
}

// What was restored is looked up at once; the first thing asked of an agent is the number.
function settle(form: HTMLFormElement, say: (name: string, pause: number) => void): void {
  if (value(form, "title") || value(form, "text")) say("matter", 0);
  const open = form.querySelector<HTMLDetailsElement>("details.desk-outcome[open]");
  if (document.querySelector("[data-errors]")) return;
  if (open) focusIn(open);
  else form.querySelector<HTMLInputElement>("#id_phone")?.select();
}

function later(form: HTMLFormElement): (name: string, pause: number) => void {
  const waiting = new Map<string, number>();
  return (name, pause) => {
    clearTimeout(waiting.get(name));
    waiting.set(
      name,
      window.setTimeout(() => (name === "kept" ? void keep(form) : form.dispatchEvent(new CustomEvent(`desk:${name}`))), pause),
    );
  };
}

function typed(say: (name: string, pause: number) => void, event: Event): void {
  const name = (event.target as Field).name;
  if (NUMBER.includes(name)) say("number", PAUSE);
  if (MATTER.includes(name)) say("matter", PAUSE);
  if (name && name !== "words") say("kept", KEPT_AFTER);
}

// Kept on the server, quietly: a failure is said beside the buttons and tried again with the next letter.
async function keep(form: HTMLFormElement): Promise<void> {
  const line = document.querySelector("#kept");
  if (form.dataset.sent !== undefined || !line) return;
  try {
    const answer = await fetch(form.dataset.draft as string, { method: "POST", body: new FormData(form) });
    const words = answer.ok && !answer.redirected ? await answer.text() : "草稿没有保存，请检查登录";
    if (words) line.textContent = words;
  } catch {
    line.textContent = "网络不通，草稿没有保存";
  }
}

function onKey(form: HTMLFormElement, event: KeyboardEvent): void {
  if (event.key === "Escape") {
    form.querySelectorAll<HTMLDetailsElement>("details.desk-outcome[open]").forEach((each) => (each.open = false));
  } else if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    confirm(form);
  } else if (event.key === "Enter" && (event.target as Element).matches("#desk-form input")) {
    event.preventDefault(); // Enter in a field would send the first button's outcome
    if ((event.target as Field).name === "phone") form.dispatchEvent(new CustomEvent("desk:number"));
  } else if (event.altKey && !event.ctrlKey && !event.metaKey && act(form, letter(event))) {
    event.preventDefault();
  }
}

// By the place of the key: with Alt some layouts write another letter.
function letter(event: KeyboardEvent): string {
  return event.code.replace(/^(Key|Digit|Numpad)/, "").toLowerCase();
}

function act(form: HTMLFormElement, key: string): boolean {
  const target =
    form.querySelector<HTMLElement>(`[data-key="${key}"]`) ??
    form.querySelector<HTMLElement>(`[data-nth="${TAKEN[key] ?? ""}"]`) ??
    document.querySelector<HTMLElement>(`[data-letter="${key}"]`) ??
    (key === "j" ? document.querySelector<HTMLElement>("[data-take-call]") : null);
  if (target) {
    target.click();
    return true;
  }
  const field = LETTERS[key] ? document.querySelector<HTMLElement>(LETTERS[key]) : null;
  focus(field);
  return field !== null;
}

// The outcome that is open, or plain 受理.
function confirm(form: HTMLFormElement): void {
  const open = form.querySelector<HTMLButtonElement>("details.desk-outcome[open] .desk-panel > button");
  (open ?? form.querySelector<HTMLButtonElement>('button[name="outcome"]'))?.click();
}

function onClick(form: HTMLFormElement, event: Event): void {
  const target = (event.target as Element).closest<HTMLElement>("button, a");
  if (!target) return;
  const { put, value: given, putMany, values, putText, text, open } = target.dataset;
  if (put) set(form, put, given ?? "");
  if (putMany) set(form, putMany, (values ?? "").split(",").filter(Boolean));
  if (putText) set(form, putText, text ?? "");
  if (target.dataset.use) use(form, target.dataset.use, text ?? "");
  if (open) show(form, open);
}

function set(form: HTMLFormElement, name: string, given: string | string[]): void {
  const field = form.querySelector<Field>(`[name="${name}"]`) as Searchable | null;
  if (!field) return;
  if (field.tomselect) field.tomselect.setValue(given);
  else if (typeof given === "string") field.value = given;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

// An answer of the knowledge base goes into the reply, and counts as used once the call is done.
function use(form: HTMLFormElement, key: string, text: string): void {
  const before = value(form, "answer-public_reply");
  set(form, "answer-public_reply", before ? `${before}\n${text}` : text);
  const used = document.createElement("input");
  Object.assign(used, { type: "hidden", name: "used", value: key });
  document.querySelector("#desk-used")?.append(used);
  show(form, "answer");
}

function show(form: HTMLFormElement, outcome: string): void {
  const panel = form.querySelector<HTMLDetailsElement>(`#outcome-${outcome}`);
  if (!panel) return;
  panel.open = true;
  focusIn(panel);
}

// One panel at a time, also where the browser does not close others of the same name by itself.
function onToggle(event: Event): void {
  const panel = event.target as HTMLDetailsElement;
  if (!panel.matches("details.desk-outcome") || !panel.open) return;
  document.querySelectorAll<HTMLDetailsElement>("details.desk-outcome[open]").forEach((each) => {
    if (each !== panel) each.open = false;
  });
  focusIn(panel);
}

// What still has to be filled in; where nothing has, the button that confirms.
function focusIn(panel: HTMLElement): void {
  const fields = [...panel.querySelectorAll<Field>("[name]:is(input, select, textarea)")];
  const wanted = fields.filter((field) => field.name.endsWith("-more") || field.closest(".desk-field")?.querySelector(".is-asked"));
  focus(wanted.find((field) => !field.value) ?? panel.querySelector<HTMLElement>(".desk-panel > button"));
}

function focus(field: HTMLElement | null): void {
  const searchable = field as Searchable | null;
  if (searchable?.tomselect) searchable.tomselect.focus();
  else field?.focus();
}

function value(form: HTMLFormElement, name: string): string {
  return form.querySelector<Field>(`[name="${name}"]`)?.value ?? "";
}

// A repaired state of the agent must not take the focus away from what is being typed.
function told(event: CustomEvent<{ target: Element }>): void {
  event.detail.target.querySelectorAll("[autofocus]").forEach((each) => each.removeAttribute("autofocus"));
}

// A call that waits is shown; on an empty desk it is put there at once.
function watchCalls(form: HTMLFormElement): void {
  const place = document.querySelector<HTMLElement>("#desk-pop");
  if (!place) return;
  const look = async (): Promise<void> => {
    if (document.hidden) return;
    const answer = await fetch(place.dataset.pop as string).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector<HTMLAnchorElement>("[data-take-call]");
    place.replaceChildren(...(found ? [found] : []));
    if (found && isEmpty(form)) location.assign(found.href);
  };
  window.setInterval(() => void look(), LOOKED_EVERY);
}

function isEmpty(form: HTMLFormElement): boolean {
  return !["call", "phone", "name", "title", "text", "place"].some((name) => value(form, name));
}
