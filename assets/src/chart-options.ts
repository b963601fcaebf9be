// From declared figures to what ECharts draws. Tooltips are drawn on the canvas: HTML ones need inline styles.
import type { EChartsCoreOption } from "echarts/core";

export interface ChartFigures {
  title: string;
  kind: "line" | "bar" | "stack" | "pie";
  unit: string;
  at: string;
  empty: string;
  categories: string[];
  series: { name: string; values: (number | null)[]; texts: string[]; links?: string[]; tone?: string }[];
}

export const PALETTE = ["#1f4e8c", "#3f8f83", "#c58a2b", "#7a6aa8", "#b4533c", "#5f7d95", "#8a9a3a", "#9c5a80", "#4aa3c7", "#d0a98f", "#5a5a8f", "#a8b8a0", "#c7738a", "#6f5b45"];
const TONES: Readonly<Record<string, string>> = {
  good: "#3f8f63",
  soon: "#d39a2d",
  bad: "#b3262a",
  busy: "#1f4e8c",
  off: "#8a94a0",
};
const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif';
const GREY = "#5b6673";
const FEW = 8;
const MARGIN = 64;
const NARROW = 520;

export function optionsFor(figures: ChartFigures, width: number): EChartsCoreOption {
  const common = {
    color: PALETTE,
    textStyle: { fontFamily: FONT, fontSize: 12 },
    animation: false,
    aria: { enabled: true },
  };
  return figures.kind === "pie" ? { ...common, ...pie(figures) } : { ...common, ...plane(figures, width) };
}

/** Room for category names: cut short beside lying bars, broken over lines below a few standing ones. */
function fitted(figures: ChartFigures, width: number, lying: boolean) {
  if (lying) return { interval: 0, width: Math.min(150, width / 3), overflow: "truncate" as const };
  const few = figures.kind !== "line" && figures.categories.length <= FEW;
  return few ? { interval: 0, width: (width - MARGIN) / figures.categories.length - 6, overflow: "break" as const } : { interval: "auto" as const };
}

function plane(figures: ChartFigures, width: number): EChartsCoreOption {
  const many = figures.series.length > 1;
  const lying = figures.kind === "bar" && figures.categories.some((name) => name.length > 6) && figures.categories.length > 4;
  const names = {
    type: "category" as const,
    data: figures.categories,
    inverse: lying,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: "#c9d0d8" } },
    axisLabel: { color: GREY, ...fitted(figures, width, lying) },
  };
  const values = {
    type: "value" as const,
    axisLabel: { color: GREY, formatter: (value: number) => value.toLocaleString("zh-CN") },
    splitLine: { lineStyle: { color: "#e8ecf0" } },
    splitNumber: width < NARROW ? 3 : 5,
  };
  return {
    grid: { left: 8, right: 20, top: many ? 40 : 16, bottom: 8, containLabel: true },
    legend: many ? { top: 0, left: 0, itemWidth: 12, itemHeight: 8, textStyle: { color: GREY }, type: "scroll" } : undefined,
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      axisPointer: { type: figures.kind === "line" ? "line" : "shadow" },
      formatter: (places: unknown) => hint(figures, (places as { dataIndex: number }[])[0]?.dataIndex ?? 0),
    },
    xAxis: lying ? values : names,
    yAxis: lying ? names : values,
    series: figures.series.map((each) => drawn(each, figures, lying)),
  };
}

function drawn(each: ChartFigures["series"][number], figures: ChartFigures, lying: boolean): object {
  const color = each.tone ? TONES[each.tone] : undefined;
  const shared = { name: each.name, data: each.values, ...(color && { color }), cursor: each.links ? "pointer" : "default" };
  if (figures.kind === "line") return { ...shared, type: "line", symbolSize: 6, lineStyle: { width: 2 }, connectNulls: false };
  const labelled = figures.series.length === 1 && figures.categories.length <= 12;
  return {
    ...shared,
    type: "bar",
    stack: figures.kind === "stack" ? "all" : undefined,
    barMaxWidth: 28,
    label: {
      show: labelled,
      position: lying ? "right" : "top",
      color: GREY,
      fontSize: 11,
      formatter: (place: { dataIndex: number }) => each.texts[place.dataIndex] ?? "",
    },
  };
}

function pie(figures: ChartFigures): EChartsCoreOption {
  const [each] = figures.series;
  return {
    tooltip: {
      trigger: "item",
      renderMode: "richText",
      confine: true,
      formatter: (place: unknown) => hint(figures, (place as { dataIndex: number }).dataIndex),
    },
    series: [
      {
        type: "pie",
        radius: ["45%", "70%"],
        data: figures.categories.map((name, index) => ({ name, value: each?.values[index] ?? 0 })),
        label: { color: GREY, formatter: "{b}\n{d}%" },
      },
    ],
  };
}

function hint(figures: ChartFigures, index: number): string {
  const lines = figures.series.map((each) => `${each.name}：${each.texts[index] ?? "—"} ${figures.unit}`);
  return [figures.categories[index], ...lines].join("\n");
}
