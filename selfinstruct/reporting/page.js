"use strict";
(() => {
  const read = (name) => JSON.parse(document.getElementById("data-" + name).textContent);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // Charts: drawn when they come into view, in the colours of the page, and again when those change.
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
    Plotly.react(plot, structuredClone(figure.data), layout, { responsive: true, displaylogo: false, displayModeBar: false });
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

  // On paper: everything is drawn, in the width of a sheet, and what is folded is open.
  const folded = [...document.querySelectorAll("details.onpaper")];
  let opened = [];
  addEventListener("beforeprint", () => {
    document.documentElement.dataset.paper = "yes"; // the colours of a dark screen are in force still
    opened = folded.filter((fold) => !fold.open);
    opened.forEach((fold) => { fold.open = true; });
    plots.forEach((plot) => draw(plot, 640));
  });
  addEventListener("afterprint", () => {
    delete document.documentElement.dataset.paper;
    opened.forEach((fold) => { fold.open = false; });
    plots.forEach((plot) => draw(plot));
  });

  // Browsers of rows: what is typed is looked for in all texts and ids, menus narrow it down, a page shows fifty.
  const PAGE = 50;
  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const layouts = {
    tasks: {
      texts: { instruction: 5, input: 6, output: 7 },
      menus: [
        { label: "all types", values: (row) => [row[1]] },
        { label: "all findings", values: (row) => [...row[4], row[6] === "" ? "no input" : "with input"] },
        { label: "all verbs", values: (row) => (row[3] ? [row[3]] : []), most: 60 },
      ],
      orders: [["in order", null], ["most alike first", (a, b) => (b[2] ?? -1) - (a[2] ?? -1)], ["longest output first", (a, b) => b[7].length - a[7].length]],
      meta: (row) => [row[0], row[1], row[2] === null ? "" : "nearest " + row[2].toFixed(3), row[3]],
      tags: (row) => row[4],
    },
    rejects: {
      texts: { raw: 4 },
      menus: [{ label: "all reasons", values: (row) => [row[2]] }],
      orders: [["in order", null]],
      meta: (row) => ["request " + row[0] + ", record " + row[1], row[3]],
      tags: (row) => [row[2]],
    },
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

  // Wide and narrow forms, upper and lower case are one; several words must all be there.
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const marked = (text, words) => {
    const folded = fold(text);
    if (!words.length || folded.length !== text.length) return [text];
    const hits = words.flatMap((word) => {
      const found = [];
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) found.push([at, at + word.length]);
      return found;
    }).sort((a, b) => a[0] - b[0]);
    const parts = [];
    let done = 0;
    for (const [begin, end] of hits) {
      if (begin < done) continue;
      parts.push(text.slice(done, begin), element("mark", { textContent: text.slice(begin, end) }));
      done = end;
    }
    return [...parts, text.slice(done)];
  };

  const block = (name, text, words) => {
    const body = element("div", { className: "text " + name, lang: "zh" }, ...marked(text, words));
    if (text.length < 400 && text.split("\n").length < 7) return [body];
    body.classList.add("clipped");
    const more = element("button", { className: "more", type: "button", textContent: "show all" });
    more.onclick = () => { more.textContent = body.classList.toggle("clipped") ? "show all" : "show less"; };
    return [body, more];
  };

  const card = (layout, row, words) => {
    const meta = element("div", { className: "meta" });
    layout.meta(row).filter(Boolean).forEach((text) => meta.append(element("span", { textContent: text })));
    layout.tags(row).forEach((text) => meta.append(element("span", { className: "tag", textContent: text })));
    const made = element("article", {}, meta);
    for (const [name, place] of Object.entries(layout.texts)) if (row[place]) made.append(...block(name, row[place], words));
    return made;
  };

  const browser = (section) => {
    const rows = read(section.dataset.rows);
    const layout = layouts[section.dataset.rows];
    const places = Object.values(layout.texts);
    const folded = rows.map((row) => fold([row[0], ...places.map((place) => row[place])].join("\n")));
    let page = 0;
    const again = () => { page = 0; show(); };
    const search = element("input", { type: "search", placeholder: "search", oninput: again, ariaLabel: "search" });
    const menus = layout.menus.map((wanted) => menu(rows, wanted, again));
    const order = element("select", { onchange: again, ariaLabel: "order" });
    layout.orders.forEach(([label], number) => order.append(element("option", { value: number, textContent: label })));
    const turn = (by) => { page += by; show(); section.scrollIntoView(); };
    const back = element("button", { type: "button", textContent: "‹", ariaLabel: "previous page", onclick: () => turn(-1) });
    const next = element("button", { type: "button", textContent: "›", ariaLabel: "next page", onclick: () => turn(1) });
    const found = element("span", { className: "found", role: "status" });
    const list = element("div", { className: "rows" });
    const controls = element("div", { className: "controls" }, search, ...menus.map(({ select }) => select));
    if (layout.orders.length > 1) controls.append(order);
    controls.append(found, back, next);
    section.append(controls, list);

    const show = () => {
      const words = fold(search.value).split(/\s+/).filter(Boolean);
      const fitting = rows.filter((row, number) => menus.every(({ fits }) => fits(row)) && words.every((word) => folded[number].includes(word)));
      const compare = layout.orders[order.value][1];
      if (compare) fitting.sort(compare);
      const pages = Math.max(1, Math.ceil(fitting.length / PAGE));
      list.replaceChildren(...fitting.slice(page * PAGE, (page + 1) * PAGE).map((row) => card(layout, row, words)));
      if (!fitting.length) list.append(element("p", { className: "detail", textContent: "Nothing fits." }));
      found.textContent = `${fitting.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")}` + (pages > 1 ? `, page ${page + 1} of ${pages}` : "");
      back.disabled = page === 0;
      next.disabled = page >= pages - 1;
    };
    show();
  };
  document.querySelectorAll(".browser").forEach(browser);
  document.documentElement.dataset.ready = "yes";
})();
