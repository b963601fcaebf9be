// Bundle assets/src into the static folder of the console: entry files under predictable names, the parts they load
// on demand under hashed ones, the icon sprite, and a manifest (file name → digest of its content).
import { build, context } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, "../src/shizheng/console/static/console/build");
const ICONS = join(HERE, "../node_modules/@tabler/icons/icons/outline");

const options = {
  entryPoints: ["console.ts", "public.ts", "disclosure/disclosure.ts", "hotline/hotline.ts", "citizen/citizen.ts", "console.css", "public.css", "disclosure/disclosure.css", "hotline/hotline.css", "citizen/citizen.css"].map((name) => join(HERE, "src", name)),
  outdir: OUT,
  bundle: true,
  minify: true,
  splitting: true,
  format: "esm",
  target: ["es2021", "chrome90", "firefox90", "safari15"],
  entryNames: "[name]",
  chunkNames: "parts/[name]-[hash]",
  legalComments: "linked",
  loader: { ".woff2": "file" },
  logLevel: "warning",
};

async function sprite() {
  const names = (await readFile(join(HERE, "icons.txt"), "utf8")).split(/\s+/).filter(Boolean);
  const symbols = await Promise.all(names.map(symbol));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
  await writeFile(join(OUT, "icons.svg"), svg);
}

async function symbol(name) {
  const svg = await readFile(join(ICONS, `${name}.svg`), "utf8");
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  const pen = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${pen}>${inner.replace(/\s*\n\s*/g, "")}</symbol>`;
}

async function manifest() {
  const files = (await readdir(OUT)).filter((name) => /\.(js|css|svg)$/.test(name)).sort();
  const entries = await Promise.all(files.map(async (name) => [name, digest(await readFile(join(OUT, name)))]));
  await writeFile(join(OUT, "manifest.json"), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

function digest(content) {
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}

const finish = { name: "finish", setup: (run) => run.onEnd(async () => { await sprite(); await manifest(); }) };

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
if (process.argv.includes("--watch")) {
  await (await context({ ...options, plugins: [finish] })).watch();
} else {
  await build({ ...options, plugins: [finish] });
}
