// A tab's side of the news: it says what it shows to the worker that all tabs share (hub.js), and
// hears of each new state. Where there is no such worker, it asks the server again and again: short
// questions hold no connection, of which there are six for all tabs together.

const LOOKS = 1000; // milliseconds between two signs of life of a tab that is seen
const SELDOM = 20000; // and of one that isn't
const ANSWERS = 2500; // and after which a worker that says nothing is none
const ASKS = 700; // and between two questions

export function follow(topic, receive, connected) {
  const tab = { topic, paper: false, seen: -1 };
  let port = null;
  let asked = 0; // since when an answer is waited for
  let tries = 0;
  let isPolling = false;
  let timer = 0;

  const isSeen = () => document.visibilityState === "visible";

  function hear({ state, connected: is }) {
    asked = 0;
    tries = 0;
    const isNew = state && state.serial !== tab.seen;
    if (isNew) {
      tab.seen = state.serial;
      say();
    }
    if (is !== null) connected(is);
    if (isNew) receive(state);
  }

  function say(more) {
    if (!port) return;
    asked ||= Date.now();
    port.postMessage({ ...tab, paper: tab.paper && isSeen(), ...more });
  }

  function start() {
    tries += 1;
    asked = 0;
    port?.close();
    port = null;
    try {
      if (tries > 2) throw new Error("no worker answers");
      const worker = new SharedWorker("/-/hub.js", "briefgen");
      worker.addEventListener("error", poll);
      port = worker.port;
    } catch {
      return poll();
    }
    const own = port;
    own.addEventListener("message", ({ data }) => own === port && hear(data));
    own.start();
    say();
  }

  // A worker may be gone with the process that it was in, and no event says so.
  function look() {
    clearTimeout(timer);
    if (isPolling) return ask();
    if (asked && isSeen() && Date.now() - asked > ANSWERS) {
      connected(false);
      start();
    } else say();
    timer = setTimeout(look, isSeen() ? LOOKS : SELDOM);
  }

  function poll() {
    if (isPolling) return;
    isPolling = true;
    port?.close();
    port = null;
    look();
  }

  async function ask() {
    const query = new URLSearchParams({ of: `${topic}@${tab.seen}` });
    if (tab.paper && isSeen()) query.append("paper", topic);
    try {
      const answer = await fetch(`/-/news?${query}`, { signal: AbortSignal.timeout(10000) });
      const [told] = await answer.json();
      hear({ state: told?.state, connected: told?.state !== null });
    } catch {
      connected(false);
    }
    clearTimeout(timer);
    timer = setTimeout(look, isSeen() ? ASKS : SELDOM);
  }

  addEventListener("pagehide", () => say({ gone: true }));
  for (const event of ["pageshow", "focus"]) addEventListener(event, again);
  for (const event of ["visibilitychange", "resume"]) document.addEventListener(event, again);

  // While a tab is frozen no answer comes: only from now on is one waited for.
  function again() {
    asked = 0;
    look();
  }

  start();
  look();
  return {
    // Whether the tab shows the paper, which is then made first.
    paper(is) {
      if (tab.paper === is) return;
      tab.paper = is;
      say();
    },
  };
}
