// The news for all tabs of a browser, in a shared worker. A browser keeps six connections to a
// server and no more; so there is one stream, and each tab is handed what it shows. A tab that is
// closed, frozen or reloaded takes nothing along with it.

const SILENT = 40000; // milliseconds without a sign of life, after which the server is asked anew
const LOST = 150000; // and after which a tab is no longer reckoned with; it may come back

const tabs = new Map(); // of each port what its tab shows: topic, paper, seen, heard, waits
const states = new Map(); // of each topic its newest state; null where the server knows no such thing
let source = null;
let followed = "";
let isConnected = null; // not known yet
let heard = 0;
let soon = 0;

addEventListener("connect", ({ ports: [port] }) => {
  port.addEventListener("message", ({ data }) => hear(port, data));
  port.start();
});

// A tab says what it shows, and by that, that it has received what it was sent.
function hear(port, { gone, ...tab }) {
  if (gone) tabs.delete(port);
  else {
    tabs.set(port, { ...tab, heard: Date.now(), waits: false });
    tell(port);
  }
  clearTimeout(soon);
  soon = setTimeout(subscribe, 20);
}

// The newest state goes to a tab when it has received the last one: one that is frozen isn't sent
// all that it has missed.
function tell(port) {
  const tab = tabs.get(port);
  const state = states.get(tab.topic);
  const isNew = state && state.serial !== tab.seen;
  if (isNew && tab.waits) return;
  tab.waits = Boolean(isNew);
  port.postMessage({ connected: state === null ? false : isConnected, ...(isNew && { state }) });
}

function tellAll(topic) {
  for (const [port, tab] of tabs) if (topic === undefined || tab.topic === topic) tell(port);
}

// One stream with all that is shown. What is known already isn't sent again.
function subscribe() {
  const all = [...tabs.values()];
  const topics = [...new Set(all.map((tab) => tab.topic))].sort();
  const papers = topics.filter((topic) => all.some((tab) => tab.topic === topic && tab.paper));
  const next = JSON.stringify([topics, papers]);
  if (next === followed && source) return;
  followed = next;
  source?.close();
  source = null;
  for (const topic of [...states.keys()]) if (!topics.includes(topic)) states.delete(topic);
  if (!topics.length) {
    isConnected = null;
    return;
  }
  const asked = new URLSearchParams();
  for (const topic of topics) asked.append("of", `${topic}@${states.get(topic)?.serial ?? -1}`);
  for (const topic of papers) asked.append("paper", topic);
  listen(new EventSource(`/-/events?${asked}`));
}

function listen(events) {
  source = events;
  heard = Date.now();
  events.addEventListener("open", () => connected(true));
  events.addEventListener("alive", () => (heard = Date.now()));
  events.addEventListener("state", ({ data }) => {
    heard = Date.now();
    const { of, state } = JSON.parse(data);
    states.set(of, state);
    tellAll(of);
  });
  events.addEventListener("error", () => {
    if (source !== events) return;
    connected(false);
    if (events.readyState === EventSource.CLOSED) setTimeout(() => source === events && again(), 1000);
  });
}

function connected(is) {
  heard = Date.now();
  if (isConnected === is) return;
  isConnected = is;
  tellAll();
}

function again() {
  source?.close();
  source = null;
  subscribe();
}

setInterval(() => {
  const now = Date.now();
  for (const [port, tab] of tabs) if (now - tab.heard > LOST) tabs.delete(port);
  if (source && now - heard > SILENT) {
    connected(false);
    again();
  } else subscribe();
}, 5000);
