// What the sentence before a note's number rests on, beside it: opened by a click on the number or by
// Enter. It stands outside of the page's body, of which a save makes another.

const NUMBER = 'a[role="doc-noteref"]';
// Room to leave between the panel, the number and the edges of the window, in pixels.
const GAP = 8;
// The least room for it below the number, in pixels, if there is more above.
const LEAST = 220;
const SHOWN = "data-briefgen-shown";

export class Passages {
  // `foot` is the element at the foot of the window, which the panel doesn't cover.
  constructor(key, foot) {
    Object.assign(this, { path: key.split("/").map(encodeURIComponent).join("/"), foot });
    this.element = document.createElement("div");
    this.element.className = "passages";
    this.element.popover = "auto";
    this.element.tabIndex = -1;
    this.element.setAttribute("role", "dialog");
    this.element.setAttribute("aria-labelledby", "passages-title");
    this.element.addEventListener("beforetoggle", ({ newState }) => newState === "closed" && this.forget());
    this.element.addEventListener("keydown", (event) => this.press(event));
    // A press outside closes it before the click on the number comes.
    addEventListener("pointerdown", () => (this.left = this.number), true);
    addEventListener("click", (event) => this.click(event));
    addEventListener("resize", () => this.place());
  }

  get isOpen() {
    return this.element.matches(":popover-open");
  }

  // The first click shows the passages; a second one leads on, as does any with a modifier.
  click(event) {
    const link = event.target instanceof Element && event.target.closest(NUMBER);
    if (!link?.id || !document.body.contains(link)) return;
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const isSecond = this.left === link.id;
    this.left = null;
    if (isSecond) return;
    event.preventDefault();
    this.show(link);
  }

  async show(link) {
    this.asked = link.id;
    const found = await this.fetched(link.id);
    if (this.asked !== link.id) return; // another was asked for meanwhile
    if (!found) {
      location.hash = link.hash;
      return;
    }
    this.hide();
    this.number = link.id;
    link.focus({ preventScroll: true }); // where the focus is to return
    link.setAttribute(SHOWN, "");
    this.fill(found);
    this.element.showPopover();
    this.place();
    this.element.scrollTop = 0;
    this.element.focus({ preventScroll: true });
  }

  // After a save: the same number, with what its sentence rests on now.
  async again() {
    const number = this.isOpen ? this.number : null;
    if (!number) return;
    const found = document.getElementById(number) && (await this.fetched(number));
    if (this.number !== number || !this.isOpen) return;
    const link = document.getElementById(number);
    if (!found || !link) return this.hide();
    link.setAttribute(SHOWN, "");
    this.fill(found);
    this.place();
  }

  hide() {
    this.asked = null;
    if (this.isOpen) this.element.hidePopover();
  }

  // As it closes. The browser itself doesn't bring the focus back out of a shadow tree.
  forget() {
    const link = document.getElementById(this.number);
    if (this.element.matches(":focus-within")) link?.focus({ preventScroll: true });
    for (const each of document.querySelectorAll(`[${SHOWN}]`)) each.removeAttribute(SHOWN);
    this.number = null;
  }

  async fetched(number) {
    try {
      const answer = await fetch(`/-/passages/${number}/${this.path}`);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null; // the server is away
    }
  }

  fill({ title, sentences }) {
    const heading = make("h2", "", title);
    heading.id = "passages-title";
    const told = JSON.stringify([title, sentences]);
    if (told === this.told) return;
    this.told = told;
    this.named = null;
    this.element.replaceChildren(heading, ...sentences.flatMap((each) => this.sentence(each)));
  }

  sentence({ words, sources }) {
    return sources.map((each) => this.source(words, each));
  }

  // Of several sentences from one source, only the first is under its title.
  source(words, { title, note, where, pieces, said }) {
    const section = make("section");
    const isNamed = this.named === note;
    this.named = note;
    if (!isNamed) section.append(make("h3", "", title));
    if (!isNamed && words) section.append(this.at("", note));
    if (words) section.append(make("p", "sentence", words));
    if (!words || where) section.append(this.at(where, isNamed || words ? 0 : note));
    if (pieces.length) {
      const passage = section.appendChild(make("blockquote"));
      passage.append(...pieces.map(([text, isMarked]) => (isMarked ? make("mark", "", text) : text)));
    }
    section.append(...said.map((each) => make("p", "quiet", each)));
    return section;
  }

  at(where, note) {
    const at = make("p", "at", where);
    if (where && note) at.append(" · ");
    if (note) at.append(this.link(note));
    return at;
  }

  link(note) {
    const link = make("a", "", `Note ${note}`);
    link.href = `#note.${note}`;
    link.addEventListener("click", () => this.hide());
    return link;
  }

  // By keyboard it is left at either end, to where it was opened.
  press(event) {
    if (event.key === "Escape") {
      event.preventDefault(); // the drawers at the foot stay open
      this.hide();
      return;
    }
    if (event.key !== "Tab") return;
    const links = [...this.element.querySelectorAll("a")];
    const focused = this.element.getRootNode().activeElement;
    const isLast = event.shiftKey
      ? focused === this.element || focused === links[0]
      : focused === links.at(-1) || !links.length;
    if (isLast) this.hide(); // the focus is at the number again, and goes on from there
  }

  // Below the number's line, or above it where there is more room. It moves with the page.
  place() {
    const link = this.isOpen && document.getElementById(this.number);
    if (!link) return;
    const { style } = this.element;
    const at = link.getBoundingClientRect();
    // The number is raised: half an em under it, its line ends.
    const em = parseFloat(getComputedStyle(link.closest("sup")?.parentElement ?? link).fontSize);
    const bottom = at.bottom + em / 2;
    const below = this.foot.getBoundingClientRect().top - bottom - 2 * GAP;
    const above = at.top - 2 * GAP;
    const isBelow = below >= LEAST || below >= above;
    style.maxHeight = `${Math.max(isBelow ? below : above, LEAST / 2)}px`;
    const { width, height } = this.element.getBoundingClientRect();
    const most = document.documentElement.clientWidth - width - GAP;
    style.left = `${scrollX + Math.max(GAP, Math.min(at.left - 3 * GAP, most))}px`;
    style.top = `${scrollY + (isBelow ? bottom + GAP / 2 : at.top - GAP - height)}px`;
  }
}

// All but what the preview says itself is in the brief's language, or in the source's.
function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (tag !== "a" && tag !== "section") element.dir = "auto";
  element.textContent = text;
  return element;
}
