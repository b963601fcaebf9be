// Citizens' pages: only what cannot be done without a script, so that a slow line hardly notices it.
document.addEventListener("click", (event) => {
  const target = event.target as Element;
  if (target.closest("[data-print]")) window.print();
  if (target.closest("[data-elder]")) turnElder();
});

function turnElder(): void {
  const on = document.documentElement.classList.toggle("is-elder");
  document.cookie = `elder=${on ? "1" : "0"}; path=/; max-age=31536000; samesite=lax`;
}

if (document.cookie.includes("elder=1")) document.documentElement.classList.add("is-elder");

// A chart on a public page brings its own part; pages without one load nothing more.
const charts = [...document.querySelectorAll<HTMLElement>("[data-chart]")];
if (charts.length > 0) void import("./charts").then((part) => part.startCharts(charts));

export {};
