// What needs a large library is loaded only on pages that have it.
const ISLANDS: ReadonlyArray<[string, (found: HTMLElement[]) => Promise<void>]> = [
  ["[data-chart]:not([data-started])", async (found) => (await import("./charts")).startCharts(found)],
  ["select[data-choose]:not([data-started])", async (found) => (await import("./choices")).startChoices(found)],
];

export function startIslands(part: ParentNode): void {
  for (const [selector, start] of ISLANDS) {
    const found = [...part.querySelectorAll<HTMLElement>(selector)];
    found.forEach((element) => element.setAttribute("data-started", ""));
    if (found.length > 0) void start(found);
  }
}
