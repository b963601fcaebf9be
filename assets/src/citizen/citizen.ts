// Citizens' forms: what is typed survives a lost line, the place comes from the telephone if asked, photographs that are
// too large are refused before they are sent. Everything works without this.
const form = document.querySelector<HTMLFormElement>("form[data-draft]");
const done = document.querySelector<HTMLElement>("[data-draft-done]");
const KEPT = ["nature", "text", "place", "area", "name", "phone", "point"];
const keyOf = (name: string): string => `shizheng:${name}`;

if (done) forget(done.dataset.draftDone ?? "");
if (form) {
  keep(form);
  locate(form);
  photographs(form);
}

function forget(name: string): void {
  try {
    localStorage.removeItem(keyOf(name));
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

function field(of: HTMLFormElement, name: string): HTMLInputElement | null {
  return of.elements.namedItem(name) as HTMLInputElement | null;
}

function say(selector: string, words: string): void {
  const note = document.querySelector(selector);
  if (note) note.textContent = words;
}

function keep(of: HTMLFormElement): void {
  const name = of.dataset.draft ?? "";
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(name)) ?? "{}") as Record<string, string>;
    let restored = false;
    for (const [each, value] of Object.entries(kept)) {
      const input = KEPT.includes(each) ? field(of, each) : null;
      if (!input || (input.value && each !== "nature") || input.value === value) continue;
      input.value = value;
      restored = restored || each === "text";
    }
    if (restored) say("[data-draft-note]", "已恢复上次没有提交的内容。");
  } catch {
    return;
  }
  of.addEventListener("input", () => {
    const typed = Object.fromEntries(KEPT.map((each) => [each, field(of, each)?.value ?? ""]));
    try {
      localStorage.setItem(keyOf(name), JSON.stringify(typed));
    } catch {
      // No room: the page still holds what was typed.
    }
  });
  of.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    say("[data-draft-note]", "现在没有网络，内容已保存在本机，联网后再提交。");
  });
}

function locate(of: HTMLFormElement): void {
  const button = of.querySelector<HTMLButtonElement>("[data-locate]");
  if (!button || !("geolocation" in navigator)) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    say("[data-located]", "正在定位…");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const point = field(of, "point");
        if (point) point.value = `${coords.latitude.toFixed(6)},${coords.longitude.toFixed(6)}`;
        say("[data-located]", "已取得位置，请仍写明地点。");
        of.dispatchEvent(new Event("input"));
      },
      () => say("[data-located]", "没有取得位置，请直接写明地点。"),
      { enableHighAccuracy: true, timeout: 10000 },
    );
  });
}

function photographs(of: HTMLFormElement): void {
  const input = of.querySelector<HTMLInputElement>('input[type="file"]');
  const [limit, most] = [Number(of.dataset.photoLimit), Number(of.dataset.photoMost)];
  input?.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    const large = files.find((file) => file.size > limit);
    if (large) refuse(input, `“${large.name}”超过${limit >> 20} MB，请压缩后再选。`);
    else if (files.length > most) refuse(input, `照片最多${most}张，请重新选择。`);
    else say("[data-photo-fault]", "");
  });
}

function refuse(input: HTMLInputElement, words: string): void {
  input.value = "";
  say("[data-photo-fault]", words);
}

export {};
