// What was clicked, in words and ids: the server knows the lines.

// As much as tells one text from another, and as the server takes.
const LONGEST = 3000;
const AROUND = 4;
const UNREAD = "sup, script, style, .unseen";

// What the server is told of a click: the ids around it, its words (the fewest first), and the words
// of the blocks around it, from the inside out.
export function clicked(event) {
  const text = textAt(event);
  const element = text?.parentElement ?? event.target;
  const block = blockOf(element);
  const around = [];
  for (let at = block; around.length < AROUND && at && at !== document.body; at = at.parentElement) {
    around.push(at);
  }
  return {
    ids: idsAround(element),
    read: sent([text?.data, isInline(element) && words(element), lineOf(block, text ?? element)]),
    around: sent(around.map(words)),
  };
}

function sent(texts) {
  const kept = texts.map((each) => (each || "").trim().slice(0, LONGEST)).filter(Boolean);
  return [...new Set(kept)];
}

// The ids around an element, from the inside out. An entry of a list of contents or of a table
// stands for what it leads to; a link among other words doesn't.
export function idsAround(element) {
  const ids = [];
  for (let at = element; at; at = at.parentElement) {
    if (at.id) ids.push(at.id);
    const link = at.matches("a") ? at : at.matches("li, tr") && at.querySelector("a");
    const href = link ? (link.getAttribute("href") ?? "") : "";
    if (href.startsWith("#") && isAlone(link)) ids.push(decodeURIComponent(href.slice(1)));
  }
  return ids;
}

function isAlone(link) {
  return lineOf(blockOf(link), link).trim() === words(link).trim();
}

// The text under the pointer, if the element that was clicked has one there. Safari and older
// versions of Chrome know only caretRangeFromPoint.
function textAt({ clientX, clientY, target }) {
  const place = document.caretPositionFromPoint?.(clientX, clientY);
  const range = place ? null : document.caretRangeFromPoint?.(clientX, clientY);
  const node = place?.offsetNode ?? range?.startContainer;
  return node?.nodeType === Node.TEXT_NODE && target.contains(node) && node.data.trim() ? node : null;
}

function blockOf(element) {
  let at = element;
  while (isInline(at) && at.parentElement) at = at.parentElement;
  return at;
}

function isInline(element) {
  return getComputedStyle(element).display.startsWith("inline");
}

function words(element) {
  return textsIn(element)
    .map(({ data }) => data)
    .join("");
}

// The line on which something stands: of the block's own words, without those of blocks inside it.
function lineOf(block, within) {
  const lines = [""];
  let found = null;
  const walk = (element) => {
    for (const each of element.childNodes) {
      if (each === within || each.contains?.(within)) found = lines.length - 1;
      if (each.nodeType === Node.TEXT_NODE) lines[lines.length - 1] += each.data;
      else if (each.localName === "br") lines.push("");
      else if (each.nodeType !== Node.ELEMENT_NODE || each.matches(UNREAD)) continue;
      else if (isInline(each)) walk(each);
      else lines.push("");
    }
  };
  walk(block);
  return lines[found ?? 0];
}

function textsIn(element) {
  const filter = ({ parentElement }) =>
    parentElement.closest(UNREAD) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, filter);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  return texts;
}
