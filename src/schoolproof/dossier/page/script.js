"use strict";
(() => {
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  root.classList.add("with-script");
  for (const node of document.querySelectorAll(".js")) node.classList.remove("js");

  // Light or dark: kept in this page only.
  const theme = $("theme");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  theme.setAttribute("aria-pressed", String(dark()));
  theme.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    theme.setAttribute("aria-pressed", String(dark()));
  });
  $("print").addEventListener("click", () => window.print());

  const unfold = $("unfold");
  if (unfold) unfold.addEventListener("click", () => {
    const open = unfold.getAttribute("aria-pressed") !== "true";
    unfold.setAttribute("aria-pressed", String(open));
    for (const node of $("standards").querySelectorAll("details")) node.open = open;
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    const code = button.parentNode.querySelector("pre");
    const done = (word) => {
      button.textContent = word;
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    };
    const select = () => {
      getSelection().selectAllChildren(code);
      done("Selected");
    };
    if (navigator.clipboard) navigator.clipboard.writeText(code.innerText.trimEnd() + "\n").then(() => done("Copied"), select);
    else select();
  });

  // Filters. Each thing says in data attributes what it is; what does not say, stays.
  const form = $("filters");
  if (!form) return;
  const names = ["site", "standard", "state", "severity"];
  const words = (node, name) => (node.dataset[name] === undefined ? null : node.dataset[name].split(" "));
  const read = (node) => ({ node, kind: node.dataset.f, at: words(node, "at"), has: Object.fromEntries(names.map((name) => [name, words(node, name)])) });
  const things = [...document.querySelectorAll("[data-f]")].map(read);
  const parts = [...document.querySelectorAll(".sections [data-site]:not([data-f])")].map(read);
  const groups = [...document.querySelectorAll("[data-group]")].reverse();
  const sections = [...document.querySelectorAll(".sections > section")];

  const chosen = () => Object.fromEntries(names.map((name) => [name, form.elements[name] ? form.elements[name].value : ""]));
  const fits = (thing, want) => {
    for (const name of names) if (want[name] && thing.has[name] && !thing.has[name].includes(want[name])) return false;
    if (!thing.at) return true;
    if (want.site && want.state) return thing.at.includes(`${want.site}:${want.state}`);
    return !want.site || thing.at.some((word) => word.startsWith(`${want.site}:`));
  };
  const show = () => {
    const want = chosen();
    const some = names.some((name) => want[name]);
    const seen = {};
    for (const thing of things) {
      const on = fits(thing, want);
      if (thing.node.hidden === on) thing.node.hidden = !on;
      if (!thing.kind) continue;
      seen[thing.kind] ??= [0, 0];
      seen[thing.kind][0] += on ? 1 : 0;
      seen[thing.kind][1] += 1;
    }
    for (const part of parts) {
      const on = !want.site || part.has.site.includes(want.site);
      if (part.node.hidden === on) part.node.hidden = !on;
    }
    for (const group of groups) {
      const inner = group.querySelector("[data-f]");
      const on = !inner || group.querySelector("[data-f]:not([hidden])") !== null;
      if (group.hidden === on) group.hidden = !on;
    }
    for (const section of sections) {
      const empty = section.querySelector(".nothing");
      if (empty) empty.hidden = !section.querySelector("[data-f]") || section.querySelector("[data-f]:not([hidden])") !== null;
      if (some) for (const node of section.querySelectorAll("details.accepted")) node.open = true;
    }
    const told = Object.entries(seen).map(([kind, [on, all]]) => `${on} of ${all} ${kind}${all === 1 ? "" : "s"}`);
    $("shown").textContent = some ? `Showing ${told.join(", ")}.` : "Showing everything.";
  };
  const remember = () => {
    const want = chosen();
    const text = names.filter((name) => want[name]).map((name) => `${name}=${encodeURIComponent(want[name])}`).join("&");
    history.replaceState(null, "", `#${text || "filters"}`);
  };
  const recall = () => {
    const text = location.hash.slice(1);
    if (!text.includes("=")) return reveal(text);
    const want = new URLSearchParams(text);
    for (const name of names) {
      const field = form.elements[name];
      if (field) field.value = [...field.options].some((option) => option.value === want.get(name)) ? want.get(name) : "";
    }
    show();
  };
  // An anchor that a filter hides, or that lies in something folded.
  const reveal = (id) => {
    const target = id && document.getElementById(decodeURIComponent(id));
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      show();
    }
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    target.scrollIntoView();
  };
  form.addEventListener("change", () => { show(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { show(); remember(); }));
  addEventListener("hashchange", recall);
  show();
  if (location.hash) recall();
})();
