// A button that puts a suggested value into a field of the form it stands in; the field can then be changed as ever.
type Chosen = (HTMLSelectElement | HTMLInputElement) & { tomselect?: { setValue(value: string | string[]): void } };

export function startFills(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-fill]");
    const form = button?.closest("form");
    if (!button || !form) return;
    fill(form, button.dataset.fill ?? "", [button.dataset.value ?? ""]);
    if (button.dataset.fillMore) fill(form, button.dataset.fillMore, (button.dataset.values ?? "").split(","));
  });
}

function fill(form: HTMLFormElement, name: string, values: string[]): void {
  const field = form.elements.namedItem(name) as Chosen | null;
  if (!field) return;
  if (field.tomselect) {
    field.tomselect.setValue(field instanceof HTMLSelectElement && field.multiple ? values : values[0]);
  } else if (field instanceof HTMLSelectElement && field.multiple) {
    for (const option of field.options) option.selected ||= values.includes(option.value);
  } else {
    field.value = values[0];
  }
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
}
