// Keeps the page true: listens to the server, fetches what has changed, and patches it in.

import { morph } from "./morph.js";
import { Panel } from "./panel.js";
import { Paper } from "./paper.js";

const OWN = document.querySelector("script[data-brief]");
const SCRIPT = /<script type="module" src="\/-\/client\.js"[^>]*><\/script>/;
const KEY = OWN.dataset.brief;
const PATH = location.pathname;
const PAPER = "paper";
// Milliseconds. A tab that nobody sees lets go of its connection: a browser has few for a server.
const HIDDEN = 20000;

const asked = new URL(location.href).searchParams.get("view");
const scrolled = new Map();
let state = null;
let view = asked || "";
let shown = null; // the template on the page, and its digest
let loading = false;
const pages = new Map(); // of each template the digest and the lines of the last page

const paper = new Paper(KEY);
const panel = new Panel({ choose, open, source, paper, isOfFolder: KEY !== "" });
document.documentElement.append(panel.element);
document.adoptedStyleSheets.push(panel.around);

function templates() {
  return Object.keys(state?.views ?? {});
}

// The template that stands in the document: under the paper it is the one from before.
function template() {
  const names = templates();
  if (names.includes(view)) return view;
  return names.includes(shown?.name) ? shown.name : names[0];
}

function receive(next) {
  state = next;
  panel.show(state, view || templates()[0]);
  paper.show(state.paper, view === PAPER);
  load();
}

async function load() {
  const name = template();
  const digest = state?.views[name];
  if (loading || !digest || (shown?.name === name && shown.digest === digest)) return;
  if (!patch(name, digest)) {
    loading = true;
    try {
      await fetchPage(name);
    } catch {
      return; // the server is away; it sends its state when it is back
    } finally {
      loading = false;
    }
  }
  const page = pages.get(name);
  if (page) put(page.lines.join("\n"), name, page.digest);
  if (page && state.views[template()] !== shown?.digest) load();
}

// The page by the lines that differ from the last one known, if it is that one which differs so.
function patch(name, digest) {
  const known = pages.get(name);
  if (known?.digest === digest) return true;
  const { from, start, end, lines } = state.patches[name] ?? {};
  if (!known || known.digest !== from) return false;
  known.lines.splice(start, known.lines.length - start - end, ...lines);
  known.digest = digest;
  return true;
}

async function fetchPage(name) {
  const answer = await fetch(`${PATH}?view=${encodeURIComponent(name)}`);
  const digest = answer.headers.get("ETag")?.replace(/^(?:W\/)?"|"$/g, "");
  const text = await answer.text();
  if (answer.ok && digest) pages.set(name, { digest, lines: text.replace(SCRIPT, "").split("\n") });
}

function put(text, name, digest) {
  const fresh = new DOMParser().parseFromString(text, "text/html").documentElement;
  const isOther = shown && shown.name !== name;
  if (isOther) scrolled.set(shown.name, scrollY);
  const anchor = isOther ? null : topmost();
  const root = document.documentElement;
  for (const each of fresh.attributes) root.setAttribute(each.name, each.value);
  morph(document.head, fresh.querySelector("head"));
  morph(document.body, fresh.querySelector("body"));
  shown = { name, digest };
  if (isOther) scrollTo({ top: scrolled.get(name) ?? 0, behavior: "instant" });
  else anchor?.restore();
}

// The thing at the top of the window: it stays there when what stands above it grows or shrinks.
function topmost() {
  if (scrollY === 0) return null;
  const height = innerHeight;
  for (let y = 1; y < height; y += height / 12) {
    const element = document.elementFromPoint(innerWidth / 2, y)?.closest("body [id]");
    const top = element?.getBoundingClientRect().top;
    if (element && top > -height) {
      return {
        restore() {
          if (!element.isConnected) return;
          const by = element.getBoundingClientRect().top - top;
          if (by) scrollBy({ top: by, behavior: "instant" });
        },
      };
    }
  }
  return null;
}

function choose(name) {
  view = name;
  const url = new URL(location.href);
  if (name === templates()[0]) url.searchParams.delete("view");
  else url.searchParams.set("view", name);
  history.replaceState(null, "", url);
  panel.show(state, name);
  paper.show(state.paper, name === PAPER);
  document.body.inert = name === PAPER;
  load();
}

// From the page to the source: by a click with a modifier, or by the button.

addEventListener(
  "click",
  (event) => {
    if (!(event.altKey || event.ctrlKey || event.metaKey) || event.button !== 0) return;
    if (!(event.target instanceof Element) || !document.body.contains(event.target)) return;
    const link = event.target.closest("a[href]");
    if (link && !event.altKey && !link.getAttribute("href").startsWith("#")) return;
    const ids = idsAround(event.target);
    if (!ids.length) return;
    event.preventDefault();
    event.stopPropagation();
    open({ ids });
  },
  true,
);

function idsAround(element) {
  const ids = [];
  for (let at = element; at; at = at.parentElement) if (at.id) ids.push(at.id);
  return ids;
}

// What was selected or has the focus, else what is at the top of the window.
function source() {
  const selected = getSelection().anchorNode;
  const element = selected && selected.nodeType === Node.TEXT_NODE ? selected.parentElement : null;
  const focused = document.body.contains(document.activeElement) ? document.activeElement : null;
  const near = document.elementFromPoint(innerWidth / 2, Math.min(160, innerHeight / 3));
  const at = [element, focused, near].find((each) => each && idsAround(each).length);
  const first = document.querySelector("body [id]");
  open({ ids: [...(at ? idsAround(at) : []), ...(first ? [first.id] : [])] });
}

async function open(place) {
  try {
    const answer = await fetch("/-/open", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ brief: KEY, ...place }),
    });
    const { said, address } = await answer.json();
    if (address) location.assign(address);
    panel.say(said);
  } catch {
    panel.say("The preview's server doesn't answer.");
  }
}

// The connection. The browser makes it again when it was lost; the state comes first.

let events = null;
let leaving = 0;

function connect() {
  clearTimeout(leaving);
  if (events && events.readyState !== EventSource.CLOSED) return;
  const path = KEY.split("/").map(encodeURIComponent).join("/");
  events = new EventSource(`/-/events/${path}`);
  events.addEventListener("state", (event) => receive(JSON.parse(event.data)));
  events.addEventListener("open", () => panel.connected(true));
  events.addEventListener("error", () => {
    panel.connected(false);
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  });
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(leaving);
  if (document.visibilityState === "visible") connect();
  else leaving = setTimeout(() => events?.close(), HIDDEN);
});
addEventListener("pagehide", () => events?.close());
addEventListener("pageshow", connect);

if (OWN.dataset.digest) shown = { name: OWN.dataset.view, digest: OWN.dataset.digest };
OWN.remove(); // it has done its work, and is no part of the page
connect();
// The page as it was sent, to which the next save is a difference.
if (shown) fetchPage(shown.name).catch(() => {});
