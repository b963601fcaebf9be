// The frame: folding menu, drop-downs that close, the slash key, notices that can be put away.
const YEAR = 31_536_000;
const NARROW = matchMedia("(max-width: 991px)");

export function startShell(): void {
  document.querySelector("[data-menu]")?.addEventListener("click", turnMenu);
  document.querySelector("[data-menu-veil]")?.addEventListener("click", closeDrawer);
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
}

function turnMenu(): void {
  if (NARROW.matches) {
    document.body.classList.toggle("is-drawn");
    return;
  }
  const folded = document.body.classList.toggle("is-folded");
  document.cookie = `menu=${folded ? "folded" : "open"}; path=/; max-age=${YEAR}; samesite=lax`;
}

function closeDrawer(): void {
  document.body.classList.remove("is-drawn");
}

function onClick(event: MouseEvent): void {
  const target = event.target as Element;
  target.closest("[data-close]")?.closest("[data-notice]")?.remove();
  if (target.closest("[data-print]")) window.print();
  closeDrops(target.closest("details.drop"));
}

function closeDrops(except: Element | null): void {
  for (const drop of document.querySelectorAll<HTMLDetailsElement>("details.drop[open]")) {
    if (drop !== except) drop.open = false;
  }
}

function onKey(event: KeyboardEvent): void {
  if (event.key === "Escape") {
    const open = document.querySelector<HTMLDetailsElement>("details.drop[open]");
    open?.querySelector("summary")?.focus();
    closeDrops(null);
    closeDrawer();
  } else if (event.key === "/" && !isWriting(event.target) && !event.ctrlKey && !event.metaKey) {
    const box = document.querySelector<HTMLInputElement>("[data-search], .filter-search input");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
