// The PDF's pages as pictures. A page whose picture is as before isn't touched; a new picture takes
// its place when it is loaded, so that nothing flickers. The server draws a page when it is asked
// for it, so the pages in view are asked for first, and those that are far away when they come near.

const DOTS = 144;
const STEPS = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];
const KEPT = "briefgen-paper";

export class Paper {
  constructor(key) {
    this.key = key;
    this.element = document.createElement("div");
    this.element.className = "paper";
    this.element.tabIndex = 0;
    // While it is shown, the page under it is inert: this is then the main thing, with its heading.
    this.element.setAttribute("role", "main");
    this.element.setAttribute("aria-label", "The pages of the PDF");
    this.heading = this.element.appendChild(document.createElement("h1"));
    this.heading.className = "unseen";
    this.element.hidden = true;
    this.kept = JSON.parse(sessionStorage.getItem(KEPT + key) ?? "{}");
    this.zoom = this.kept.zoom ?? 1;
    this.element.addEventListener("click", (event) => this.click(event));
    this.element.addEventListener("keydown", (event) => this.press(event));
    this.element.addEventListener("scroll", () => this.keep(), { passive: true });
  }

  show(paper, visible) {
    const wasHidden = this.element.hidden;
    this.element.hidden = !visible;
    this.heading.textContent = `On paper: ${document.title}`;
    this.element.setAttribute("aria-busy", String(paper?.working ?? true));
    this.put(paper ?? { sheets: {} });
    if (visible && wasHidden) {
      this.element.scrollTop = this.kept.top ?? 0;
      this.element.scrollLeft = this.kept.left ?? 0;
      this.element.focus({ preventScroll: true });
    }
  }

  put(paper) {
    const groups = Object.entries(paper.sheets);
    const names = groups.map(([name]) => name);
    for (const group of [...this.element.querySelectorAll("section")]) {
      if (!names.includes(group.dataset.template)) group.remove();
    }
    let empty = this.element.querySelector(".empty");
    if (!groups.length || paper.fault) {
      empty ??= this.element.insertAdjacentElement("afterbegin", document.createElement("p"));
      empty.className = "empty";
      empty.textContent = paper.fault || "The pages are being typeset…";
    } else {
      empty?.remove();
    }
    for (const [template, sheets] of groups) this.group(template, sheets);
  }

  group(template, sheets) {
    let group = [...this.element.querySelectorAll("section")].find(
      (each) => each.dataset.template === template,
    );
    if (!group) {
      group = document.createElement("section");
      group.dataset.template = template;
      const heading = group.appendChild(document.createElement("h2"));
      const link = heading.appendChild(document.createElement("a"));
      link.target = "_blank";
      const path = this.key.split("/").map(encodeURIComponent).join("/");
      link.href = `/-/pdf/${encodeURIComponent(template)}/${path}`;
      this.element.append(group);
    }
    const many = sheets.length === 1 ? "1 page" : `${sheets.length} pages`;
    const label = `${template[0].toUpperCase()}${template.slice(1)}: ${many}, open the PDF`;
    const link = group.querySelector("a");
    if (link.textContent !== label) link.textContent = label;
    const there = [...group.querySelectorAll("img")];
    const images = sheets.map(([name, width, height], index) => {
      const image = there[index] ?? group.appendChild(document.createElement("img"));
      image.alt = `Page ${index + 1} of ${sheets.length}`;
      image.width = width;
      image.height = height;
      image.style.setProperty("--width", `${(width / DOTS) * 96}px`);
      return [image, `/-/sheet/${name}.png`];
    });
    for (const image of there.slice(sheets.length)) image.remove();
    const changed = images.filter(([image, address]) => image.dataset.wanted !== address);
    const away = new Map(changed.map(([image]) => [image, this.away(image)]));
    changed.sort(([one], [other]) => away.get(one) - away.get(other));
    for (const [image, address] of changed) this.swap(image, address, away.get(image));
  }

  // How many windows of this height a page is away from the one that is seen; 0 for a page in view.
  away(image) {
    const { top, bottom, height } = this.element.getBoundingClientRect();
    const own = image.getBoundingClientRect();
    return Math.max(0, own.top - bottom, top - own.bottom) / (height || 1);
  }

  async swap(image, address, away) {
    image.dataset.wanted = address;
    const isShown = !this.element.hidden && document.visibilityState === "visible";
    if (image.naturalWidth && isShown && away < 1) {
      const next = new Image();
      next.src = address;
      try {
        await next.decode();
      } catch {
        // The server has deleted it already: a newer one is on its way.
      }
      if (image.dataset.wanted !== address) return;
    } else {
      image.loading = "lazy";
    }
    image.src = address;
  }

  // With a modifier: the point of the sheet that was clicked, to be opened in the editor.
  click(event) {
    const image = event.target.closest?.("img");
    if (!image || !(event.altKey || event.ctrlKey || event.metaKey) || event.button !== 0) return;
    event.preventDefault();
    const group = image.closest("section");
    const { left, top, width, height } = image.getBoundingClientRect();
    const sheet = {
      template: group.dataset.template,
      number: [...group.querySelectorAll("img")].indexOf(image),
      x: (event.clientX - left) / width,
      y: (event.clientY - top) / height,
    };
    this.element.dispatchEvent(new CustomEvent("source", { detail: { sheet } }));
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { "+": 1, "=": 1, "-": -1, 0: 0 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    this.step(steps[event.key]);
  }

  // One step larger or smaller; 0 is as large as on paper. What is in the middle stays there.
  step(by) {
    const next = by > 0 ? STEPS.find((each) => each > this.zoom) : STEPS.findLast((each) => each < this.zoom);
    this.zoomTo(by === 0 ? 1 : (next ?? this.zoom));
  }

  zoomTo(zoom) {
    const box = this.element;
    const middle = (box.scrollTop + box.clientHeight / 2) / box.scrollHeight;
    this.zoom = zoom;
    box.style.setProperty("--zoom", String(zoom));
    box.scrollTop = middle * box.scrollHeight - box.clientHeight / 2;
    this.keep();
  }

  keep() {
    if (this.element.hidden) return;
    const { scrollTop: top, scrollLeft: left } = this.element;
    this.kept = { zoom: this.zoom, top, left };
    sessionStorage.setItem(KEPT + this.key, JSON.stringify(this.kept));
  }
}
