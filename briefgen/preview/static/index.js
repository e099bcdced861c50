// The briefs of a folder: a row each, kept true, and a box that filters them.

import { follow } from "./events.js";

const body = document.querySelector("tbody");
const filter = document.querySelector("#filter");
const count = document.querySelector("#count");
const rows = new Map();
let shelf = null;

const QUOTES = {
  verbatim: "word for word",
  edited: "with marked edits",
  original: "original found",
  unchecked: "not checked",
  failed: "not found",
};

function receive(next) {
  shelf = next;
  const keys = new Set(shelf.briefs.map((brief) => brief.key));
  for (const [key, row] of rows) {
    if (!keys.has(key)) {
      row.remove();
      rows.delete(key);
    }
  }
  let before = null;
  for (const brief of shelf.briefs) {
    const row = rows.get(brief.key) ?? newRow(brief.key);
    fill(row, brief);
    const place = before ? before.nextSibling : body.firstChild;
    if (row !== place) body.insertBefore(row, place);
    before = row;
  }
  sift();
}

function newRow(key) {
  const row = document.createElement("tr");
  const title = row.appendChild(document.createElement("th"));
  title.scope = "row";
  const link = title.appendChild(document.createElement("a"));
  link.dir = "auto";
  link.href = `/brief/${key.split("/").map(encodeURIComponent).join("/")}`;
  title.appendChild(document.createElement("span")).className = "file";
  for (const label of ["For", "As of", "Next meeting", "Checks", "Quotes", "Figures"]) {
    row.appendChild(document.createElement("td")).dataset.label = label;
  }
  rows.set(key, row);
  return row;
}

function fill(row, brief) {
  const [title, principal, asOf, meeting, checks, quotes, figures] = row.children;
  put(title.children[0], brief.title);
  put(title.children[1], brief.title === brief.name ? "" : brief.name);
  put(principal, isolated(brief.principal));
  put(asOf, day(brief.as_of));
  put(meeting, meetingOf(brief.meeting));
  meeting.classList.toggle("past", Boolean(brief.meeting?.past));
  put(checks, checksOf(brief));
  checks.dataset.condition = brief.errors || brief.fault ? "error" : brief.warnings ? "warning" : "fine";
  put(quotes, quotesOf(brief.quotes));
  quotes.dataset.condition = brief.quotes.failed ? "error" : brief.quotes.unchecked ? "warning" : "fine";
  put(figures, figuresOf(brief));
  const isMissing = brief.figures.missing || brief.names.missing;
  // Without a copy nothing can be told: neither good nor bad.
  figures.dataset.condition = isMissing ? "warning" : brief.figures.uncopied ? "open" : "fine";
}

// Words that are written from right to left don't turn round what stands beside them (UAX 9, FSI).
function isolated(text) {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text) ? `\u2068${text}\u2069` : text;
}

function meetingOf(meeting) {
  if (!meeting) return "";
  const when = [day(meeting.date), meeting.time].filter(Boolean).join(", ");
  const what = [meeting.title, meeting.place].filter(Boolean).map(isolated).join(", ");
  return `${meeting.past ? "Past: " : ""}${when} · ${what}`;
}

function checksOf({ errors, warnings, fault }) {
  if (fault) return fault;
  const parts = [errors && counted(errors, "fault"), warnings && counted(warnings, "warning")];
  return parts.filter(Boolean).join(", ") || "No findings";
}

function quotesOf(states) {
  const parts = Object.entries(QUOTES).filter(([state]) => states[state]);
  return parts.map(([state, words]) => `${states[state]} ${words}`).join(", ");
}

// Of names only those that weren't found: the more a brief has, the less their number tells.
function figuresOf({ figures, names }) {
  const { found = 0, rounded = 0, missing = 0, uncopied = 0 } = figures;
  const parts = [
    found + rounded && `${found + rounded} found`,
    missing && `${missing} not found`,
    names.missing && `${counted(names.missing, "name")} not found`,
    uncopied && `${uncopied} without a copy`,
  ];
  return parts.filter(Boolean).join(", ");
}

function sift() {
  if (!shelf) return;
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows.values()) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  const all = rows.size === 1 ? "1 brief" : `${rows.size} briefs`;
  const some = words.length ? `${shown} of ${all}` : all;
  const none = "No briefs here yet. `briefgen new talks.yaml` writes one.";
  if (!rows.size && !shelf.left) put(count, none);
  else put(count, shelf.left ? `${some}; ${shelf.left} still to be read…` : some);
}

function day(iso) {
  if (!iso) return "";
  const [year, month, date] = iso.split("-").map(Number);
  const at = new Date(Date.UTC(year, month - 1, date));
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}

function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

filter.addEventListener("input", sift);
follow("shelf", receive, (is) => (is ? sift() : put(count, "Not connected.")));
