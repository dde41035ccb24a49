
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = document.getElementById("filters");
  const picture = document.getElementById("picture");
  const scroller = picture.parentElement;

  // What is looked for and what is looked at, without accents and capitals.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const rows = all("#events tbody tr:not(.heading)").map((row) => ({
    row,
    id: row.id || row.dataset.of,
    // Every row with a link to a copy says the same of it.
    text: plain(row.textContent.replace(row.querySelector(".copies")?.textContent ?? "", "")),
    category: (row.dataset.category || "-").split(" "),
    phase: row.dataset.phase || "-",
    certainty: row.dataset.certainty,
  }));
  const bars = all(".lane a", picture);
  const seen = () => bars.filter((bar) => !bar.hasAttribute("hidden"));
  const number = new Set(rows.map(({ id }) => id)).size;

  const NAMES = ["q", "category", "phase", "certainty"].filter((name) => form.elements[name]);
  const asked = () => Object.fromEntries(NAMES.map((name) => [name, form.elements[name].value.trim()]));

  function filter() {
    const wanted = asked();
    const words = plain(wanted.q).split(/\s+/);
    const fits = (name, ...values) => !wanted[name] || values.includes(wanted[name]);
    const found = new Set();
    for (const { id, text, category, phase, certainty } of rows) {
      const is = fits("category", ...category) && fits("phase", phase) && fits("certainty", certainty);
      if (is && words.every((word) => text.includes(word))) found.add(id);
    }
    for (const { row, id } of rows) row.hidden = !found.has(id);
    for (const body of all("#events tbody")) body.hidden = !body.querySelector("tr:not(.heading):not([hidden])");
    for (const bar of bars) bar.toggleAttribute("hidden", !found.has(bar.getAttribute("href").slice(1)));
    reach(seen()[0]);
    const output = form.querySelector("output");
    output.textContent = output.dataset.form.replace("{n}", found.size).replace("{all}", number);
    form.querySelector("[type=reset]").hidden = found.size === number && !NAMES.some((name) => wanted[name]);
    document.getElementById("nothing").hidden = found.size > 0;
  }

  // The filters stand in the address, so that what is found can be passed on.
  let later;
  function remember() {
    clearTimeout(later);
    later = setTimeout(() => {
      const query = new URLSearchParams(Object.entries(asked()).filter(([, value]) => value)).toString();
      const address = new URL(location.href);
      address.search = query;
      // Browsers may refuse it for files.
      try { history.replaceState(null, "", address); } catch { /* the filters work without */ }
    }, 250);
  }

  function recall() {
    const query = new URLSearchParams(location.search);
    for (const name of NAMES) {
      form.elements[name].value = query.get(name) ?? "";
      // A choice that there is not.
      if (form.elements[name].selectedIndex === -1) form.elements[name].value = "";
    }
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { filter(); remember(); });
  form.addEventListener("reset", () => setTimeout(() => { filter(); remember(); }));

  // A link to an event shows it, also if it is filtered out.
  function show() {
    const row = document.getElementById(location.hash.slice(1));
    if (!row?.hidden) return;
    form.reset();
    setTimeout(() => row.scrollIntoView());
  }
  addEventListener("hashchange", show);

  // By keyboard the picture is one stop; arrows go from bar to bar.
  let reached;
  function reach(bar) {
    reached?.setAttribute("tabindex", "-1");
    reached = bar;
    reached?.setAttribute("tabindex", "0");
  }
  for (const bar of bars) bar.setAttribute("tabindex", "-1");
  picture.addEventListener("keydown", (event) => {
    const there = seen();
    const at = there.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: there.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const bar = there[Math.max(0, Math.min(to, there.length - 1))];
    reach(bar);
    bar.focus();
  });

  // The names of lanes stay in sight.
  const names = all(".name", picture);
  scroller.addEventListener("scroll", () => {
    for (const name of names) name.setAttribute("x", scroller.scrollLeft + 4);
  });

  function today() {
    const day = 86400000;
    const [first, last] = [Date.parse(picture.dataset.first), Date.parse(picture.dataset.last) + day];
    const now = new Date();
    const part = (Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) + day / 2 - first) / (last - first);
    if (part < 0 || part > 1) return;
    const make = (name, to, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return to.appendChild(element);
    };
    const [width, height] = [picture.viewBox.baseVal.width, picture.viewBox.baseVal.height];
    const x = part * width;
    const group = make("g", picture, { class: "today", "aria-hidden": "true" });
    make("path", group, { d: `M${x} 0V${height}` });
    const isRight = x > width - 80;
    make("text", group, { x: isRight ? x - 4 : x + 4, y: height - 4, "text-anchor": isRight ? "end" : "start" }).textContent = picture.dataset.today;
    scroller.scrollLeft = x - scroller.clientWidth / 2;
  }

  // Where the plan does not say where it is published, it is where it was opened, unless that is only this machine.
  function address() {
    if (!/^https?:$/.test(location.protocol)) return;
    const isLocal = /^(localhost|127\..*|\[::1\])$/.test(location.hostname);
    for (const code of all("code[data-path]").filter((code) => !code.textContent)) {
      const url = new URL(code.dataset.path, location.href.split(/[?#]/)[0]).href;
      const webcal = url.replace(/^https?:/, "webcal:");
      code.textContent = url;
      for (const link of all("[data-form]", code.closest("li"))) {
        const values = { url, webcal, name: code.dataset.name };
        link.href = link.dataset.form === "webcal" ? webcal : link.dataset.form.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name]));
        link.hidden = false;
      }
    }
    const notice = document.getElementById("no-address");
    if (notice) notice.hidden = !isLocal;
  }

  async function copy(code) {
    // Pages that came over http have no clipboard, and others may be refused it.
    try {
      await navigator.clipboard.writeText(code.textContent);
      return true;
    } catch {
      getSelection().selectAllChildren(code);
      return document.execCommand("copy");
    }
  }

  function copying() {
    for (const button of all(".copy")) {
      const code = button.closest("li").querySelector("code");
      const [label] = button.childNodes;
      const before = label.data;
      button.hidden = !code.textContent;
      button.addEventListener("click", async () => {
        if (!await copy(code)) return;
        label.data = button.dataset.done;
        setTimeout(() => { label.data = before; }, 2000);
      });
    }
  }

  addEventListener("beforeprint", () => { for (const details of all("details")) details.open = true; });

  form.hidden = false;
  recall();
  filter();
  show();
  today();
  address();
  copying();
})();
