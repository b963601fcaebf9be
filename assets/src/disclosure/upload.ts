// Files dropped on the zone are chosen as if by its button; names and sizes are listed before they are sent, and what
// is larger than the limit is told at once and not sent at all.
const MB = 1024 * 1024;

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
    choose(input);
  });
  input.addEventListener("change", () => choose(input));
}

function over(zone: HTMLElement, event: Event, inside: boolean): void {
  event.preventDefault();
  zone.classList.toggle("is-over", inside);
}

function choose(input: HTMLInputElement): void {
  const files = [...(input.files ?? [])];
  const limit = Number(input.form?.dataset.limit ?? Infinity);
  const fitting = files.filter((file) => file.size <= limit);
  if (fitting.length < files.length) {
    const kept = new DataTransfer();
    fitting.forEach((file) => kept.items.add(file));
    input.files = kept.files;
  }
  list(files, limit);
}

function list(files: File[], limit: number): void {
  const chosen = document.querySelector<HTMLElement>("[data-chosen]");
  if (!chosen) return;
  const rows = files.map((file) => {
    const row = document.createElement("li");
    row.textContent = `${file.name}（${(file.size / MB).toFixed(2)} MB）`;
    if (file.size > limit) {
      row.className = "is-refused";
      row.textContent += `超过 ${Math.floor(limit / MB)} MB 的上限，不会上传。请压缩其中的图片，或拆分后再传。`;
    }
    return row;
  });
  chosen.replaceChildren(...rows);
  chosen.hidden = rows.length === 0;
}
