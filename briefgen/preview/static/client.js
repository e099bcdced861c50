// Keeps the page true: listens to the server, fetches what has changed, and patches it in.

import { clicked, idsAround } from "./clicked.js";
import { follow } from "./events.js";
import { morph } from "./morph.js";
import { Panel } from "./panel.js";
import { Paper } from "./paper.js";
import { Passages } from "./passages.js";

const OWN = document.querySelector("script[data-brief]");
const SCRIPT = /<script type="module" src="\/-\/client\.js"[^>]*><\/script>/;
const KEY = OWN.dataset.brief;
const PATH = location.pathname;
const PAPER = "paper";

const asked = new URL(location.href).searchParams.get("view");
const scrolled = new Map();
let state = null;
let view = asked || "";
let shown = null; // the template on the page, and its digest
let loading = false;
let link = null; // to the news
const pages = new Map(); // of each template the digest and the lines of the last page

const paper = new Paper(KEY);
const panel = new Panel({ choose, open, source, paper, isOfFolder: KEY !== "" });
const passages = new Passages(KEY, panel.part(".bar"));
panel.root.append(passages.element);
// Before the page: by keyboard it comes first.
document.body.before(panel.element);
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
  // A server that was started anew knows no good page, but there is one here: it is old.
  const known = state && !Object.keys(next.views).length ? { views: state.views, at: state.at } : {};
  state = { ...next, ...known };
  show();
}

function show() {
  panel.show(state, view === PAPER ? PAPER : template());
  paper.show(state.paper, view === PAPER);
  document.body.inert = view === PAPER;
  link?.paper(view === PAPER);
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
  const anchor = topmost();
  const selected = isOther ? null : selection();
  if (isOther) scrolled.set(shown.name, anchor);
  const root = document.documentElement;
  for (const each of fresh.attributes) root.setAttribute(each.name, each.value);
  morph(document.head, fresh.querySelector("head"));
  morph(document.body, fresh.querySelector("body"));
  shown = { name, digest };
  if (isOther) scrollTo({ top: 0, behavior: "instant" });
  (isOther ? scrolled.get(name) : anchor)?.restore();
  selected?.restore();
  passages.again();
}

// What is selected, to be selected again when the thing that it stands in was moved.
function selection() {
  const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = getSelection();
  if (isCollapsed || !anchorNode) return null;
  return {
    restore() {
      const now = getSelection();
      if (!now.isCollapsed || !anchorNode.isConnected || !focusNode.isConnected) return;
      const within = (node, offset) => Math.min(offset, (node.data ?? node.childNodes).length);
      now.setBaseAndExtent(
        anchorNode,
        within(anchorNode, anchorOffset),
        focusNode,
        within(focusNode, focusOffset),
      );
    },
  };
}

// The thing at the top of the window: it stays there when what stands above it grows or shrinks.
function topmost() {
  if (scrollY === 0) return null;
  const height = innerHeight;
  for (let y = 1; y < height; y += height / 12) {
    const element = document.elementFromPoint(innerWidth / 2, y)?.closest("body [id]");
    const top = element?.getBoundingClientRect().top;
    const id = element?.id;
    if (element && top > -height) {
      return {
        restore() {
          const now = element.isConnected ? element : document.getElementById(id);
          if (!now) return;
          const by = now.getBoundingClientRect().top - top;
          if (by) scrollBy({ top: by, behavior: "instant" });
        },
      };
    }
  }
  return null;
}

function choose(name) {
  passages.hide();
  view = name;
  const url = new URL(location.href);
  if (name === templates()[0]) url.searchParams.delete("view");
  else url.searchParams.set("view", name);
  history.replaceState(null, "", url);
  show();
}

// From the page to the source: by a click with a modifier, or by the button.

addEventListener(
  "click",
  (event) => {
    if (!(event.altKey || event.ctrlKey || event.metaKey) || event.button !== 0) return;
    if (!(event.target instanceof Element) || !document.body.contains(event.target)) return;
    const link = event.target.closest("a[href]");
    if (link && !event.altKey && !link.getAttribute("href").startsWith("#")) return;
    const found = clicked(event);
    if (!found.ids.length && !found.read.length) return panel.say("There is no line for this.");
    event.preventDefault();
    event.stopPropagation();
    open(found);
  },
  true,
);

paper.element.addEventListener("source", ({ detail }) => open(detail));

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
    if (/^https?:/.test(address)) window.open(address, "_blank", "noopener");
    else if (address) location.assign(address);
    panel.say(said);
  } catch {
    panel.say("The preview's server doesn't answer.");
  }
}

if (OWN.dataset.digest) shown = { name: OWN.dataset.view, digest: OWN.dataset.digest };
OWN.remove(); // it has done its work, and is no part of the page
link = follow(`brief/${KEY}`, receive, (is) => panel.connected(is));
link.paper(view === PAPER);
// The page as it was sent, to which the next save is a difference.
if (shown) fetchPage(shown.name).catch(() => {});
