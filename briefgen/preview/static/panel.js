// The bar at the foot of the page, and what opens above it: faults, warnings, times.

const PARTS = `
<link rel="stylesheet" href="/-/panel.css">
<div class="sheets"></div>
<div class="foot">
<section class="drawer faults" aria-labelledby="faults-title" hidden>
  <header><h2 id="faults-title"></h2><button type="button" class="close">Hide</button></header>
  <ol tabindex="0" aria-label="Faults"></ol>
</section>
<section class="drawer list" aria-labelledby="list-title" hidden>
  <header><h2 id="list-title">Findings</h2><button type="button" class="close">Close</button></header>
  <ol tabindex="0" aria-label="Findings"></ol>
</section>
<section class="drawer times" aria-labelledby="times-title" hidden>
  <header><h2 id="times-title">Seconds of each stage</h2><button type="button" class="close">Close</button></header>
  <dl></dl>
</section>
<aside class="bar" aria-label="Preview">
  <div class="views" role="group" aria-label="View"></div>
  <div class="zoom" role="group" aria-label="Zoom" hidden>
    <button type="button" data-by="-1" aria-label="Smaller">−</button>
    <button type="button" data-by="0" aria-label="1:1, actual size">1:1</button>
    <button type="button" data-by="1" aria-label="Larger">+</button>
  </div>
  <button type="button" class="sign" aria-expanded="false"><span class="words"></span><span></span></button>
  <button type="button" class="count" aria-expanded="false" hidden></button>
  <button type="button" class="source" title="Or click with Alt or Ctrl on what you want to change">Edit<span class="words"> source</span></button>
  <a class="shelf" href="/" hidden>All briefs</a>
</aside>
</div>
<p class="said" role="status"></p>
<p class="unseen heard" role="status"></p>`;

// Around the panel, in the page itself: room for the bar, the mark of an old page, and that of the
// number whose passages are shown.
const AROUND = `
@media screen {
  html::after { content: ""; display: block; height: 6rem; }
  html[data-briefgen-old]::before {
    content: ""; position: fixed; inset: 0; z-index: 2147483000; pointer-events: none;
    border: 5px dashed #b3261e;
  }
  a[data-briefgen-shown] { outline: 2px solid currentColor; outline-offset: 2px; border-radius: 2px; }
}`;

const SIGNS = { now: "✓", work: "…", old: "!" };
const SAID = { now: "Up to date", work: "Being made", old: "Old" };
const ORDER = ["load", "validate", "check", "view", "render", "typeset", "draw"];

export class Panel {
  constructor({ choose, open, source, paper, isOfFolder }) {
    Object.assign(this, { choose, open, paper });
    this.element = document.createElement("briefgen-preview");
    // Its words are English, whatever the page is in.
    this.element.lang = "en";
    this.element.dir = "ltr";
    this.root = this.element.attachShadow({ mode: "open" });
    this.root.innerHTML = PARTS;
    this.around = new CSSStyleSheet();
    this.around.replaceSync(AROUND);
    // Hidden until its style is there: without that it would flash up as a plain list.
    this.element.style.visibility = "hidden";
    this.part("link").addEventListener("load", () => (this.element.style.visibility = ""));
    this.root.querySelector(".sheets").append(paper.element);
    paper.element.style.setProperty("--zoom", String(paper.zoom));
    this.isConnected = true;
    this.isPutAside = false;
    this.faults = "";
    for (const drawer of this.root.querySelectorAll(".drawer")) {
      drawer.querySelector(".close").addEventListener("click", () => this.close(drawer));
    }
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      for (const each of this.root.querySelectorAll(".drawer")) this.close(each);
    });
    this.part(".shelf").hidden = !isOfFolder;
    this.part(".sign").addEventListener("click", () => this.toggle(".times", ".sign"));
    this.part(".count").addEventListener("click", () => this.showFindings());
    this.part(".source").addEventListener("click", source);
    for (const button of this.root.querySelectorAll("[data-by]")) {
      button.addEventListener("click", () => paper.step(Number(button.dataset.by)));
    }
  }

  part(selector) {
    return this.root.querySelector(selector);
  }

  show(state, view) {
    this.state = state;
    this.view = view;
    this.showViews();
    this.showSign();
    this.showFaults();
    this.showCount();
    this.showTimes();
    this.part(".zoom").hidden = view !== "paper";
    document.documentElement.toggleAttribute("data-briefgen-old", this.isOld);
  }

  connected(is) {
    if (this.isConnected === is) return;
    this.isConnected = is;
    if (!this.state) return;
    this.showViews();
    this.showSign();
  }

  say(text) {
    const said = this.part(".said");
    said.textContent = text;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => (said.textContent = ""), 4000);
  }

  get isOld() {
    return this.state.failed && Object.keys(this.state.views).length > 0;
  }

  showViews() {
    const names = Object.keys(this.state.views);
    const views = names.length ? [names[0], "paper", ...names.slice(1)] : [];
    const box = this.part(".views");
    while (box.children.length > views.length) box.lastChild.remove();
    views.forEach((name, index) => {
      const button = box.children[index] ?? this.viewButton(box);
      const condition = this.condition(name);
      button.dataset.view = name;
      button.setAttribute("aria-pressed", String(name === this.view));
      const label = name === "packet" ? "Page" : name[0].toUpperCase() + name.slice(1);
      put(button.children[0], label);
      put(button.children[1], SIGNS[condition]);
      button.setAttribute("aria-label", label);
      button.title = SAID[condition];
      button.dataset.condition = condition;
    });
  }

  viewButton(box) {
    const button = box.appendChild(document.createElement("button"));
    button.type = "button";
    button.addEventListener("click", () => this.choose(button.dataset.view));
    button.append(make("span", "name"), make("span", "mark"));
    return button;
  }

  condition(name) {
    const { failed, building, paper } = this.state;
    if (failed || !this.isConnected || (name === "paper" && paper.fault)) return "old";
    if (building && name !== "paper") return "now";
    return name === "paper" && (paper.working || building || !Object.keys(paper.sheets).length)
      ? "work"
      : "now";
  }

  showSign() {
    const { failed, at, seconds, paper } = this.state;
    const total = ORDER.slice(0, 5).reduce((sum, stage) => sum + (seconds[stage] ?? 0), 0);
    let text = `Up to date · ${total.toFixed(2)} s`;
    let condition = "now";
    if (!this.isConnected) [text, condition] = ["Not connected", "old"];
    else if (failed && !this.isOld) [text, condition] = ["Not built", "old"];
    else if (failed) [text, condition] = [`Old: as of ${clock(at)}`, "old"];
    else if (this.state.waiting) [text, condition] = ["Waiting for the end of a save…", "work"];
    else if (paper.working) [text, condition] = [`Typesetting… · ${total.toFixed(2)} s`, "work"];
    const sign = this.part(".sign");
    const [said, took] = text.split(" · ");
    put(sign.children[0], took ? `${said} · ` : said);
    put(sign.children[1], took ?? "");
    sign.dataset.condition = condition;
    sign.title = Object.entries(seconds).map(([stage, took]) => `${stage} ${took.toFixed(2)} s`).join(", ");
  }

  showTimes() {
    const { seconds } = this.state;
    const stages = [...ORDER.filter((stage) => stage in seconds)];
    const list = this.part(".times dl");
    list.replaceChildren(
      ...stages.flatMap((stage) => [
        make("dt", "", stage),
        make("dd", "", `${seconds[stage].toFixed(3)} s`),
      ]),
    );
  }

  showFaults() {
    const drawer = this.part(".faults");
    const { failed, found, at } = this.state;
    if (!failed) {
      this.isPutAside = false;
      this.faults = "";
      put(this.part(".heard"), "");
      drawer.hidden = true;
      return;
    }
    const told = JSON.stringify(found.map(({ rule, message }) => [rule, message]));
    if (told !== this.faults) this.isPutAside = false; // another fault is to be seen
    this.faults = told;
    drawer.hidden = this.isPutAside;
    const errors = found.filter((each) => each.severity === "error").length;
    const many = counted(errors || found.length, errors ? "fault" : "warning");
    const since = this.isOld ? `: the page is as of ${clock(at)}` : "";
    put(this.part("#faults-title"), `${many}${since}`);
    this.part(".faults ol").replaceChildren(...this.items());
    put(this.part(".heard"), `${many}.`);
  }

  showCount() {
    const { failed, found, settled } = this.state;
    const button = this.part(".count");
    const errors = found.filter((each) => each.severity === "error").length;
    const warnings = found.length - errors;
    const parts = [
      errors && counted(errors, "fault"),
      warnings && counted(warnings, "warning"),
      settled.length && "settings",
    ];
    put(button, capital(parts.filter(Boolean).join(", ")));
    button.hidden = found.length + settled.length === 0;
    button.dataset.condition = errors ? "old" : "quiet";
    const list = this.part(".list");
    if (button.hidden || failed) this.close(list);
    if (!list.hidden) this.fillList();
  }

  showFindings() {
    if (this.state.failed) {
      this.isPutAside = !this.isPutAside;
      this.part(".faults").hidden = this.isPutAside;
      return;
    }
    this.fillList();
    this.toggle(".list", ".count");
  }

  fillList() {
    const { found, settled } = this.state;
    const told = JSON.stringify([found, settled]);
    if (told === this.listed) return;
    this.listed = told;
    this.part(".list ol").replaceChildren(...this.items());
  }

  toggle(selector, button) {
    const drawer = this.part(selector);
    const isShown = drawer.hidden;
    for (const each of this.root.querySelectorAll(".drawer:not(.faults)")) this.close(each);
    drawer.hidden = !isShown;
    this.part(button).setAttribute("aria-expanded", String(isShown));
  }

  close(drawer) {
    if (drawer.classList.contains("faults")) this.isPutAside = !drawer.hidden || this.isPutAside;
    drawer.hidden = true;
    const button = { list: ".count", times: ".sign" }[drawer.classList[1]];
    if (button) this.part(button).setAttribute("aria-expanded", "false");
  }

  // What is found, and what the settings keep from being found.
  items() {
    const { found, settled } = this.state;
    const said = settled.map((line) => make("li", "settled", `${capital(line)}.`));
    return [...found.map((each) => this.finding(each)), ...said];
  }

  // One finding as in the terminal: rule and sentence, place, the line with its mark, a way out.
  finding(found) {
    const item = make("li", found.severity);
    const head = item.appendChild(make("p", "head"));
    head.append(make("strong", "", `${found.severity}[${found.rule}]`), `: ${found.message}`);
    if (found.place) item.append(...this.place(found.place, "-->"));
    if (found.hint) item.append(make("p", "help", `help: ${found.hint}`));
    for (const each of found.related) {
      if (each.place) item.append(...this.place(each.place, ":::"));
      item.append(make("p", "note", `note: ${each.message}`));
    }
    const see = item.appendChild(make("p", "see", "see: "));
    const link = see.appendChild(make("a", "", `briefgen explain ${found.rule}`));
    link.href = `/-/rule/${encodeURIComponent(found.rule)}`;
    link.target = "_blank";
    return item;
  }

  place({ file, line, column, typed, address }, arrow) {
    const where = make("p", "place", `${arrow} `);
    const link = where.appendChild(make("a", "", `${file}:${line}:${column}`));
    link.href = address || "#";
    link.addEventListener("click", (event) => {
      if (address) return;
      event.preventDefault();
      this.open({ file, line, column });
    });
    if (!typed) return [where];
    // What a finding is about is marked as wrong; what it only refers to, such as a source, isn't.
    const code = make("pre", arrow === ":::" ? "typed beside" : "typed");
    code.append(make("span", "number", `${line} | `), typed[0], make("mark", "", typed[1]), typed[2]);
    return [where, code];
  }
}

function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString("en-GB");
}
