"use strict";
const page = (() => {
  const parsed = {};
  const read = (name) => (parsed[name] ??= JSON.parse(document.getElementById("data-" + name).textContent));
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // Charts: drawn in the page's colours when scrolled into view, and redrawn when the colour scheme changes.
  const figures = read("charts");
  const plots = [...document.querySelectorAll(".plot")];
  const drawn = new Set();

  const themed = (layout) => {
    const axis = { gridcolor: colour("--line"), zerolinecolor: colour("--line"), linecolor: colour("--line") };
    const own = { margin: { l: 50, r: 15, t: layout.showlegend ? 60 : 15, b: 45 }, height: 320, showlegend: false, ...layout };
    return {
      ...own,
      xaxis: { ...axis, ...own.xaxis },
      yaxis: { ...axis, automargin: true, ...own.yaxis },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { color: colour("--ink"), family: getComputedStyle(document.body).fontFamily, size: 13 },
      hoverlabel: { bgcolor: colour("--panel"), font: { color: colour("--ink") } },
      uniformtext: own.uniformtext,
    };
  };
  const draw = (plot, width) => {
    const figure = figures[plot.dataset.chart];
    const layout = themed(structuredClone(figure.layout));
    if (layout.meta === "square") layout.height = Math.min(layout.height, width || plot.clientWidth);
    if (width) layout.width = width;
    layout.autosize = !width;
    Plotly.newPlot(plot, structuredClone(figure.data), layout, { responsive: true, displaylogo: false, displayModeBar: false });
    drawn.add(plot);
  };
  for (const plot of plots) {
    const { height, meta } = figures[plot.dataset.chart].layout;
    plot.style.minHeight = (meta === "square" ? Math.min(height, plot.clientWidth) : height || 320) + "px";
  }
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting && !drawn.has(target)) draw(target);
  }, { rootMargin: "300px" });
  plots.forEach((plot) => seen.observe(plot));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => drawn.forEach((plot) => draw(plot)));

  // Printing: all charts are drawn at the width of a printed page, and details of class `onpaper` are opened.
  const folded = [...document.querySelectorAll("details.onpaper")];
  let opened = [];
  addEventListener("beforeprint", () => {
    document.documentElement.dataset.paper = "yes"; // the dark colour scheme still applies at this point
    opened = folded.filter((fold) => !fold.open);
    opened.forEach((fold) => { fold.open = true; });
    plots.forEach((plot) => draw(plot, 640));
  });
  addEventListener("afterprint", () => {
    delete document.documentElement.dataset.paper;
    opened.forEach((fold) => { fold.open = false; });
    plots.forEach((plot) => draw(plot));
  });

  // Row browsers: a search in all texts and ids, menus that filter the rows, and a paginated list.
  const PAGE = 50;
  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const menu = (rows, { label, values, most }, changed) => {
    const counts = new Map();
    for (const row of rows) for (const value of values(row)) counts.set(value, (counts.get(value) || 0) + 1);
    const select = element("select", { onchange: changed, ariaLabel: label }, element("option", { value: "", textContent: label }));
    [...counts].sort((a, b) => b[1] - a[1]).slice(0, most || counts.size).forEach(([value, count]) => {
      select.append(element("option", { value, textContent: `${value} (${count})` }));
    });
    return { select, fits: (row) => !select.value || values(row).includes(select.value) };
  };
  const toggle = ({ name, label, on }, changed) => {
    const box = element("input", { type: "checkbox", checked: on, onchange: changed });
    return { name, box, shown: element("label", { className: "toggle" }, box, label) };
  };

  // The search ignores case and character width; a row must contain all words.
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const hits = (text, words) => {
    const folded = fold(text);
    if (!words.length || folded.length !== text.length) return [];
    const found = words.flatMap((word) => {
      const places = [];
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) places.push([at, at + word.length]);
      return places;
    });
    return found.sort((a, b) => a[0] - b[0]);
  };
  // Returns the part of a text between two positions, with the matches marked.
  const marked = (text, found, from = 0, to = text.length) => {
    const parts = [];
    let done = from;
    for (const [begin, end] of found) {
      const [left, right] = [Math.max(begin, done), Math.min(end, to)];
      if (left >= right) continue;
      parts.push(text.slice(done, left), element("mark", { textContent: text.slice(left, right) }));
      done = right;
    }
    return [...parts, text.slice(done, to)];
  };

  const block = (name, text, children, most = 400) => {
    const body = element("div", { className: "text " + name, lang: "zh" }, ...children);
    if (text.length < most && text.split("\n").length < 7) return [body];
    body.classList.add("clipped");
    const more = element("button", { className: "more", type: "button", textContent: "show all" });
    more.onclick = () => { more.textContent = body.classList.toggle("clipped") ? "show all" : "show less"; };
    return [body, more];
  };

  // A layout has `texts(row)` (the texts to search), `card(row, words, on)` (the element to show), `menus` (filters by
  // values of a row) and `orders`. Optional `further` menus and `toggles` are placed on separate lines; `on` is the set
  // of the names of active toggles.
  const browser = (section, layout) => {
    const rows = read(section.dataset.rows);
    const folded = rows.map((row) => fold(layout.texts(row).join("\n")));
    const size = layout.size || PAGE;
    let page = 0;
    const again = () => { page = 0; show(); };
    const search = element("input", { type: "search", placeholder: "search", oninput: again, ariaLabel: "search" });
    const menus = [...layout.menus, ...(layout.further || [])].map((wanted) => menu(rows, wanted, again));
    const toggles = (layout.toggles || []).map((wanted) => toggle(wanted, () => show()));
    const order = element("select", { onchange: again, ariaLabel: "sort order" });
    layout.orders.forEach(([label], number) => order.append(element("option", { value: number, textContent: label })));
    const turn = (by) => { page += by; show(); section.scrollIntoView(); };
    const back = element("button", { type: "button", textContent: "‹", ariaLabel: "previous page", onclick: () => turn(-1) });
    const next = element("button", { type: "button", textContent: "›", ariaLabel: "next page", onclick: () => turn(1) });
    const found = element("span", { className: "found", role: "status" });
    const list = element("div", { className: "rows" });
    const selects = menus.map(({ select }) => select);
    const controls = element("div", { className: "controls" }, search, ...selects.splice(0, layout.menus.length));
    if (layout.orders.length > 1) controls.append(order);
    controls.append(found, back, next);
    section.append(controls);
    if (selects.length) section.append(element("div", { className: "controls further" }, ...selects));
    if (toggles.length) section.append(element("div", { className: "controls further" }, "Show:", ...toggles.map(({ shown }) => shown)));
    section.append(list);

    const show = () => {
      const words = fold(search.value).split(/\s+/).filter(Boolean);
      const fitting = rows.filter((row, number) => menus.every(({ fits }) => fits(row)) && words.every((word) => folded[number].includes(word)));
      const compare = layout.orders[order.value][1];
      if (compare) fitting.sort(compare);
      const on = new Set(toggles.filter(({ box }) => box.checked).map(({ name }) => name));
      const pages = Math.max(1, Math.ceil(fitting.length / size));
      list.replaceChildren(...fitting.slice(page * size, (page + 1) * size).map((row) => layout.card(row, words, on)));
      if (!fitting.length) list.append(element("p", { className: "detail", textContent: "No matches." }));
      found.textContent = `${fitting.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")}` + (pages > 1 ? `, page ${page + 1} of ${pages}` : "");
      back.disabled = page === 0;
      next.disabled = page >= pages - 1;
    };
    show();
  };
  const browse = (layouts) => {
    document.querySelectorAll(".browser").forEach((section) => browser(section, layouts[section.dataset.rows]));
    document.documentElement.dataset.ready = "yes";
  };
  return { read, element, hits, marked, block, browse };
})();
