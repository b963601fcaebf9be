// Forms: errors are met first, nothing is sent twice, nothing typed is lost by leaving.
let changed = false;

export function startForms(): void {
  document.querySelector<HTMLElement>("[data-errors]")?.focus();
  document.addEventListener("input", (event) => {
    if ((event.target as Element).closest("form[data-keep]")) changed = true;
  });
  document.addEventListener("submit", onSubmit);
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  window.addEventListener("pageshow", release);
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  changed = false;
  event.submitter?.classList.add("is-busy");
}

function release(): void {
  document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach((form) => delete form.dataset.sent);
  document.querySelectorAll(".is-busy").forEach((button) => button.classList.remove("is-busy"));
}
