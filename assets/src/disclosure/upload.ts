// Files dropped on the zone are chosen as if by its button; their names and sizes are listed before they are sent.
export function startUpload(): void {
  const zone = document.querySelector<HTMLElement>("[data-drop-zone]");
  const input = zone?.querySelector<HTMLInputElement>("input[type=file]");
  if (!zone || !input) return;
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => over(zone, event, true));
  }
  for (const kind of ["dragleave", "drop"]) {
    zone.addEventListener(kind, (event) => over(zone, event, false));
  }
  zone.addEventListener("drop", (event) => {
    const files = event.dataTransfer?.files;
    if (!files?.length) return;
    input.files = files;
    list(input);
  });
  input.addEventListener("change", () => list(input));
}

function over(zone: HTMLElement, event: Event, inside: boolean): void {
  event.preventDefault();
  zone.classList.toggle("is-over", inside);
}

function list(input: HTMLInputElement): void {
  const chosen = document.querySelector<HTMLElement>("[data-chosen]");
  if (!chosen) return;
  const rows = [...(input.files ?? [])].map((file) => {
    const row = document.createElement("li");
    row.textContent = `${file.name}（${(file.size / 1024 / 1024).toFixed(2)} MB）`;
    return row;
  });
  chosen.replaceChildren(...rows);
  chosen.hidden = rows.length === 0;
}
