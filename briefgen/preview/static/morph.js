// Makes one element like another in place. What is equal is left alone, and what has an id is
// found again by it, so that focus, selection and scrolling stay where they are.

const AHEAD = 8;
const KEPT = /^(inert$|data-briefgen-)/;

export function morph(old, fresh) {
  if (isAlike(old, fresh)) return old;
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
    const made = document.importNode(fresh, true);
    old.replaceWith(made);
    return made;
  }
  if (old.nodeType === Node.ELEMENT_NODE) {
    morphAttributes(old, fresh);
    morphChildren(old, fresh);
  } else {
    morphText(old, fresh.nodeValue);
  }
  return old;
}

// Only the part that differs is replaced: a selection in what stays is kept.
function morphText(node, text) {
  const had = node.data;
  const most = Math.min(had.length, text.length);
  let start = 0;
  while (start < most && had[start] === text[start]) start++;
  let end = 0;
  while (end < most - start && had[had.length - 1 - end] === text[text.length - 1 - end]) end++;
  node.replaceData(start, had.length - end - start, text.slice(start, text.length - end));
}

function morphAttributes(old, fresh) {
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !isKept(old, name)) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !isKept(old, name)) old.removeAttribute(name);
  }
}

// Equal, whatever groups the reader has opened or closed.
function isAlike(one, other) {
  if (one.isEqualNode(other)) return true;
  const hasGroups = (node) => node.localName === "details" || node.querySelector?.("details");
  if (!hasGroups(one) || !hasGroups(other)) return false;
  const [first, second] = [one, other].map((node) => {
    const copy = node.cloneNode(true);
    const inside = copy.querySelectorAll("details");
    for (const each of [copy, ...inside]) if (each.localName === "details") each.open = false;
    return copy;
  });
  return first.isEqualNode(second);
}

// What the reader did to the page: a group that was opened or closed stays so.
function isKept(element, name) {
  return KEPT.test(name) || (name === "open" && element.localName === "details");
}

function morphChildren(parent, freshParent) {
  const wanted = new Set();
  for (const child of freshParent.children) if (child.id) wanted.add(child.id);
  const keyed = new Map();
  for (const child of parent.children) if (wanted.has(child.id)) keyed.set(child.id, child);
  const isStaying = (node) => node.id && wanted.has(node.id);

  let at = parent.firstChild;
  for (let fresh = freshParent.firstChild; fresh; fresh = fresh.nextSibling) {
    const match = fresh.id ? keyed.get(fresh.id) : similar(at, fresh, isStaying);
    if (fresh.id) keyed.delete(fresh.id);
    if (!match) {
      parent.insertBefore(document.importNode(fresh, true), at);
      continue;
    }
    if (match !== at) at = bring(parent, match, at, isStaying);
    at = match.nextSibling;
    morph(match, fresh);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

// Finds what becomes a node without an id: an equal one near by, else the next one of its kind,
// unless the new page has that one later.
function similar(at, fresh, isStaying) {
  let near = at;
  for (let step = 0; near && step < AHEAD && !isStaying(near); step++, near = near.nextSibling) {
    if (isAlike(near, fresh)) return near;
  }
  if (!at || at.id || at.nodeName !== fresh.nodeName) return null;
  let later = fresh.nextSibling;
  for (let step = 0; later && step < AHEAD; step++, later = later.nextSibling) {
    if (isAlike(later, at)) return null;
  }
  return at;
}

// Gets a node to its place. Where all that stands before it is to go, that is removed and the node
// isn't moved: moving takes away focus and selection, but by moveBefore, which is new.
function bring(parent, match, at, isStaying) {
  const between = [];
  for (let node = at; node && node !== match; node = node.nextSibling) between.push(node);
  const isBehind = between.length && between.at(-1).nextSibling === match;
  if (isBehind && !between.some(isStaying)) {
    for (const node of between) node.remove();
  } else if (parent.moveBefore) {
    parent.moveBefore(match, at);
  } else {
    parent.insertBefore(match, at);
  }
  return match;
}
