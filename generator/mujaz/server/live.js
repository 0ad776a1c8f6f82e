// Listens for news of `mujaz serve`: loads the page again when it has changed, and shows what is wrong.
"use strict";
(() => {
  const { events, mark } = document.currentScript.dataset;
  const address = `${events}?mark=${encodeURIComponent(mark)}`;
  const host = document.createElement("div"); // our words and the page's styles do not know each other
  const shadow = host.attachShadow({ mode: "open" });
  let dismissed = 0; // the version of the news that the reader has put away
  let last = 0;
  let source;

  const element = (name, className, text, direction) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    if (direction) made.dir = direction;
    return made;
  };

  // A sheet that is made by a script is no part of the page's markup, which the page's policy forbids styles.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; color-scheme: inherit; }
    section {
      position: fixed; z-index: 2147483647; inset-inline: 0; inset-block-end: 0; box-sizing: border-box;
      max-block-size: 70vh; overflow: auto; padding: 0.75rem 1rem; color: CanvasText; background: Canvas;
      border-block-start: 4px solid #d22; box-shadow: 0 0 1rem rgb(0 0 0 / 40%);
      font: 0.9375rem/1.5 system-ui, sans-serif;
    }
    section.note { inset-inline-start: auto; max-inline-size: min(100%, 40rem); border-block-start-color: #c80; }
    header { display: flex; gap: 1rem; align-items: baseline; justify-content: space-between; }
    header strong { flex: 1; }
    button { font: inherit; padding: 0.1rem 0.75rem; }
    summary { cursor: pointer; font-weight: bold; }
    ol { list-style: none; margin: 0.5rem 0 0; padding: 0; }
    li { padding-block: 0.5rem; border-block-start: 1px solid GrayText; overflow-wrap: anywhere; }
    p, pre { margin: 0; }
    pre { font: 0.875rem/1.6 ui-monospace, monospace; white-space: pre-wrap; padding-inline: 0.75rem; }
    .place { font-family: ui-monospace, monospace; font-weight: bold; }
  `);
  shadow.adoptedStyleSheets = [sheet];

  const placed = (parent, { place, excerpt }) => {
    parent.append(element("p", "place", place, "ltr"));
    if (excerpt) parent.append(element("pre", "", excerpt, "auto"));
  };

  const listed = (findings, more) => {
    const list = element("ol");
    for (const finding of findings) {
      const item = element("li");
      placed(item, finding);
      item.append(element("p", "rule", `${finding.severity} [${finding.rule}]`, "ltr"));
      item.append(element("p", "message", finding.message, "auto"));
      for (const other of finding.related) {
        item.append(element("p", "", other.message, "auto"));
        placed(item, other);
      }
      item.append(element("p", "help", `help: ${finding.help}`, "auto"));
      list.append(item);
    }
    if (more) list.append(element("li", "more", `and ${more} more, in the terminal`, "ltr"));
    return list;
  };

  const put = (...content) => {
    shadow.replaceChildren(...content);
    if (content.length) document.body.append(host);
    else host.remove();
  };

  const dismiss = () => {
    dismissed = last;
    put();
  };

  const box = (className, role) => {
    const section = element("section", className, undefined, "ltr");
    section.setAttribute("role", role);
    section.lang = "en";
    const header = element("header");
    const button = element("button", "", "Dismiss");
    button.type = "button";
    button.addEventListener("click", dismiss);
    section.append(header);
    return { section, header, button };
  };

  const show = ({ version, good, headline, findings, more }) => {
    last = version;
    if (version === dismissed) return;
    if (good && !findings.length) {
      put();
    } else if (good) {
      const { section, header, button } = box("note", "status");
      const details = element("details");
      details.append(element("summary", "", headline), listed(findings, more));
      header.append(details, button);
      put(section);
    } else {
      const { section, header, button } = box("", "alert");
      header.append(element("strong", "", headline, "auto"), button);
      section.append(listed(findings, more));
      put(section);
    }
  };

  const concerns = changed => {
    if (changed === null) return true;
    const parts = performance.getEntriesByType("resource").map(entry => new URL(entry.name).pathname);
    const mine = new Set([location.pathname, ...parts]);
    return changed.some(name => mine.has(name));
  };

  const listen = () => {
    source = new EventSource(address);
    source.addEventListener("message", event => {
      const news = JSON.parse(event.data);
      if (concerns(news.changed)) location.reload(); // the browser keeps the place
      else show(news);
    });
  };

  const leave = () => {
    if (source) source.close();
    source = undefined;
  };

  // A browser has six connections for a server: pages that nobody looks at do not hold one.
  const follow = () => {
    if (document.hidden) leave();
    else if (!source) listen();
  };

  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && host.isConnected) dismiss();
  });
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", follow);
  follow();
})();
