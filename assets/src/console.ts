// The console's script: small behaviours on plain pages, each also usable without it.
import htmx from "htmx.org/dist/htmx.esm.js";
import { startDialogs } from "./dialogs";
import { startFills } from "./fills";
import { startForms } from "./forms";
import { startIslands } from "./islands";
import { startLists } from "./lists";
import { startNotices } from "./notices";
import { startShell } from "./shell";

startShell();
startLists();
startForms();
startFills();
startDialogs();
startNotices();
startIslands(document);
htmx.onLoad((part: Element) => startIslands(part));
