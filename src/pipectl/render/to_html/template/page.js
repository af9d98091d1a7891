// Sorting, filtering and definitions under the pointer. The page is whole without it.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Sorting: by the exact number, else what a cell is ordered by, else its text; what is missing stands last.
  const NONE = new Set(["", "–"]);
  const text = (cell) => cell.textContent.replace(/[\u2066-\u2069]/g, "").trim();
  const order = (cell) => {
    const found = cell.dataset.o ?? cell.querySelector("data")?.value ?? text(cell);
    if (NONE.has(found)) return null;
    return /^-?\d+(\.\d+)?$/.test(found) ? Number(found) : found;
  };
  const compare = (one, other) =>
    typeof one === "number" && typeof other === "number"
      ? one - other
      : String(one).localeCompare(String(other), undefined, { numeric: true, sensitivity: "base" });

  const sort = (table, head) => {
    const at = head.cellIndex;
    const keys = new Map([...table.tBodies[0].rows].map((row) => [row, order(row.cells[at])]));
    const first = [...keys.values()].find((key) => key !== null);
    const began = typeof first === "number" ? "descending" : "ascending";
    const turned = { ascending: "descending", descending: "ascending" };
    const now = turned[head.getAttribute("aria-sort")] ?? began;
    const sign = now === "ascending" ? 1 : -1;
    const sorted = [...keys.keys()].sort((a, b) => {
      const [one, other] = [keys.get(a), keys.get(b)];
      if (one === null || other === null) return (one === null) - (other === null);
      return sign * compare(one, other);
    });
    for (const each of head.parentElement.cells) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", now);
    table.tBodies[0].append(...sorted);
  };

  for (const table of all("table.sorts")) {
    for (const head of table.tHead.rows[0].cells) {
      if (!text(head)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.textContent = text(head);
      head.replaceChildren(button);
      button.addEventListener("click", () => sort(table, head));
    }
  }

  // Only what can be scrolled is a stop of the keyboard.
  const stops = () => {
    for (const box of all(".scroll, .drawn")) {
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", stops);
  document.addEventListener("toggle", stops, true);
  stops();

  // Filtering: rows that have all the words, in any order, accents aside.
  const plain = (words) => words.normalize("NFKD").replace(/[\u0300-\u036f\u2066-\u2069]/g, "").toLowerCase();

  for (const field of all("input[data-for]")) {
    const rows = [...document.getElementById(field.dataset.for).tBodies[0].rows];
    const told = rows.map((row) => plain([...row.cells].map(text).join(" ")));
    const output = field.parentElement.querySelector("output");
    const filter = () => {
      const wanted = plain(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, at) => {
        const fits = wanted.every((word) => told[at].includes(word));
        row.classList.toggle("off", !fits);
        shown += fits;
      });
      output.textContent = `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")} shown`;
    };
    field.addEventListener("input", filter);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !field.value) return;
      field.value = "";
      filter();
      event.stopPropagation();
    });
    field.parentElement.hidden = false;
    filter();
  }

  // A row that is linked to is shown, and what it stands in opened.
  const reveal = () => {
    const found = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!found) return;
    found.classList.remove("off");
    for (let around = found; around; around = around.parentElement) {
      if (around.tagName === "DETAILS") around.open = true;
    }
    found.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", reveal);
  reveal();

  // What is under the pointer or the focus: the meaning of a figure, or what a mark of a picture stands for.
  const tip = document.getElementById("tip");
  let owner = null;

  const meaning = (key) => {
    const found = document.getElementById(`d-${key}`);
    if (!found) return null;
    const said = (selector) => found.querySelector(selector)?.textContent.trim();
    return [found.querySelector("dt").firstChild.textContent.trim(), said(".meaning"), said(".formula")];
  };
  const subject = (target) => {
    const near = target.closest?.("[data-def], svg [aria-label], td");
    if (!near || near.closest("#tip")) return null;
    if (near.dataset.def) return [near, meaning(near.dataset.def)];
    if (near.ownerSVGElement) return [near, ["", near.getAttribute("aria-label")]];
    const head = near.closest("table").tHead?.rows[0].cells[near.cellIndex];
    return head?.dataset.def ? [near, meaning(head.dataset.def)] : null;
  };
  let focused = null;
  const hide = () => {
    focused?.removeAttribute("aria-describedby");
    owner = focused = null;
    tip.hidden = true;
  };
  const place = (near) => {
    const box = near.getBoundingClientRect();
    const left = Math.max(12, Math.min(box.left, innerWidth - tip.offsetWidth - 12));
    const below = box.bottom + 8;
    const fits = below + tip.offsetHeight < innerHeight;
    tip.style.left = `${left}px`;
    tip.style.top = `${fits ? below : Math.max(8, box.top - tip.offsetHeight - 8)}px`;
  };
  const show = (target, described) => {
    const [near, said] = subject(target) ?? [];
    // What lies under a pointer that rests takes nothing from the focus.
    if (!near || !said) return described || !focused ? hide() : undefined;
    if (near === owner) return;
    hide();
    tip.replaceChildren();
    ["strong", "span", "em"].forEach((tag, at) => {
      if (said[at]) tip.appendChild(document.createElement(tag)).textContent = said[at];
    });
    owner = near;
    tip.hidden = false;
    if (described) {
      focused = target;
      target.setAttribute("aria-describedby", "tip");
    }
    place(near);
  };
  document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && show(event.target));
  document.addEventListener("focusin", (event) => event.target.matches?.(":focus-visible") && show(event.target, true));
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  // It stays with what it tells of while that is scrolled, as far as that is in sight.
  const follow = () => {
    if (!owner) return;
    const { top, bottom } = owner.getBoundingClientRect();
    return !focused && (bottom < 0 || top > innerHeight) ? hide() : place(owner);
  };
  addEventListener("scroll", follow, { passive: true, capture: true });
  // A tap tells first; a second one on the same follows the link.
  let touched = false;
  document.addEventListener("pointerdown", (event) => { touched = event.pointerType !== "mouse"; }, true);
  document.addEventListener("click", (event) => {
    if (!touched) return;
    const [near] = subject(event.target) ?? [];
    if (!near || near === owner) return near ? undefined : hide();
    if (event.target.closest("a")) event.preventDefault();
    show(event.target);
  });
})();
