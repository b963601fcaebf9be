// Chart islands: fetch the declared figures, draw them, offer them as a table, a picture and a workbook.
import { BarChart, LineChart, PieChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { optionsFor } from "./chart-options";
import type { ChartFigures } from "./chart-options";
import { tableOf } from "./chart-table";

use([LineChart, BarChart, PieChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer]);

export async function startCharts(found: HTMLElement[]): Promise<void> {
  await Promise.all(found.map(start));
}

async function start(figure: HTMLElement): Promise<void> {
  try {
    const answer = await fetch(figure.dataset.source as string, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    show(figure, (await answer.json()) as ChartFigures);
  } catch {
    say(figure, "图表数据没有取到，请稍后刷新页面重试。");
  }
}

function show(figure: HTMLElement, figures: ChartFigures): void {
  put(figure, "[data-chart-unit]", figures.unit && `单位：${figures.unit}`);
  put(figure, "[data-chart-at]", figures.at && `数据截至 ${figures.at}`);
  if (figures.categories.length === 0) {
    say(figure, figures.empty || "这一期间还没有数据。");
    return;
  }
  const canvas = figure.querySelector<HTMLElement>("[data-chart-canvas]") as HTMLElement;
  const table = figure.querySelector<HTMLElement>("[data-chart-table]") as HTMLElement;
  canvas.textContent = "";
  table.append(tableOf(figures));
  const chart = init(canvas);
  chart.setOption(optionsFor(figures, canvas.clientWidth));
  chart.on("click", (place) => {
    const link = figures.series[place.seriesIndex ?? 0]?.links?.[place.dataIndex];
    if (link) location.assign(link);
  });
  new ResizeObserver(() => canvas.clientWidth > 0 && chart.resize()).observe(canvas);
  figure.querySelector("[data-chart-turn]")?.addEventListener("click", (event) => {
    const toTable = table.hidden;
    table.hidden = !toTable;
    canvas.hidden = toTable;
    (event.currentTarget as Element).setAttribute("aria-pressed", String(toTable));
  });
  figure.querySelector("[data-chart-picture]")?.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = chart.getDataURL({ pixelRatio: 2, backgroundColor: "#fff" });
    link.download = `${figures.title}.png`;
    link.click();
  });
  figure.classList.add("is-ready");
}

function put(figure: HTMLElement, selector: string, text: string): void {
  const place = figure.querySelector(selector);
  if (place && text) place.textContent = text;
}

function say(figure: HTMLElement, text: string): void {
  const canvas = figure.querySelector("[data-chart-canvas]");
  if (canvas) canvas.textContent = text;
  figure.classList.add("is-silent");
}
