// The server's news. A browser keeps six connections to a server and no more, so of all tabs that
// show one thing a single one listens, and hands what it hears to the others.

const HIDDEN = 20000; // milliseconds after which a tab that nobody sees no longer listens itself

export function follow(path, receive, connected) {
  const name = `briefgen:${path}`;
  const channel = new BroadcastChannel(name);
  let last = null;
  let events = null;
  let leave = null;
  let leaving = 0;

  function hear(message) {
    if (message.state) receive(message.state);
    if ("connected" in message) connected(message.connected);
  }

  function tell(message) {
    last = { ...last, ...message };
    hear(message);
    channel.postMessage(message);
  }

  channel.addEventListener("message", ({ data }) => {
    if (!data.hello) hear(data);
    else if (events && last) channel.postMessage(last);
  });

  function listen() {
    events = new EventSource(path);
    events.addEventListener("state", (event) => tell({ state: JSON.parse(event.data), connected: true }));
    events.addEventListener("open", () => tell({ connected: true }));
    events.addEventListener("error", () => {
      tell({ connected: false });
      if (events.readyState === EventSource.CLOSED) setTimeout(() => leave && listen(), 1000);
    });
  }

  // Waits until no other tab listens, then listens until it is left.
  function compete() {
    clearTimeout(leaving);
    if (leave) return;
    const done = new Promise((resolve) => (leave = resolve));
    const lead = () => {
      listen();
      return done.finally(() => {
        events.close();
        events = null;
      });
    };
    const alone = new AbortController();
    done.then(() => alone.abort());
    if (!navigator.locks) lead();
    else navigator.locks.request(name, { signal: alone.signal }, lead).catch(() => {});
    channel.postMessage({ hello: true });
  }

  function retire() {
    clearTimeout(leaving);
    leave?.();
    leave = null;
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(leaving);
    if (document.visibilityState === "visible") compete();
    else leaving = setTimeout(retire, HIDDEN);
  });
  addEventListener("pagehide", retire);
  addEventListener("pageshow", compete);
  compete();
}
