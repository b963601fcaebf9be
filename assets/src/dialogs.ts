// An action page opened over the page it belongs to. Without a script its link leads to the page itself.
export function startDialogs(): void {
  const dialog = document.querySelector<HTMLDialogElement>("#dialog");
  if (!dialog) return;
  document.addEventListener("htmx:afterSwap", (event) => {
    const { detail } = event as CustomEvent<{ target: Element }>;
    if (detail.target.id === "dialog-body" && !dialog.open) dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    const target = event.target as Element;
    const cancel = target.closest("[data-cancel]");
    if (cancel) event.preventDefault();
    if (cancel || target === dialog) dialog.close();
  });
}
