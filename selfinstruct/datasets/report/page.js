{
  const { read, element, hits, marked, block, browse } = page;
  const TEXTS = { instruction: 5, input: 6, output: 7 };
  const card = (texts, meta, tags) => (row, words) => {
    const above = element("div", { className: "meta" });
    meta(row).filter(Boolean).forEach((text) => above.append(element("span", { textContent: text })));
    tags(row).forEach((text) => above.append(element("span", { className: "tag", textContent: text })));
    const made = element("article", {}, above);
    for (const [name, place] of Object.entries(texts)) {
      const text = row[place];
      if (text) made.append(...block(name, text, marked(text, hits(text, words))));
    }
    return made;
  };
  const rows = read("tasks");

  // Rows to look at: the most suspicious rows, each with its signs in words.
  const suspicious = card(TEXTS, (row) => [row[0], row[1]], () => []);
  document.querySelector("#look .rows").append(...read("look").map(([position, signs]) => {
    const made = suspicious(rows[position], []);
    made.firstChild.after(element("ul", { className: "signs", lang: "zh" }, ...signs.map(([, text]) => element("li", { textContent: text }))));
    return made;
  }));

  // Reading: tick boxes below random rows. The ticks are kept in this browser by the hash of the dataset and the number
  // of the row; the share of faulty rows has the interval of Wilson (1927).
  const STEP = 30;
  const Z = 1.96;
  const wilson = (part, whole) => {
    const share = part / whole;
    const middle = (share + Z * Z / (2 * whole)) / (1 + Z * Z / whole);
    const error = Z / (1 + Z * Z / whole) * Math.sqrt(share * (1 - share) / whole + Z * Z / (4 * whole * whole));
    return [Math.max(0, middle - error), Math.min(1, middle + error)];
  };
  const percent = (share) => (100 * share).toFixed(1) + "%";

  // Some browsers refuse storage, for instance in private windows or for files.
  const storage = (key) => ({
    load: () => { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } },
    save: (value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
  });

  const reading = (section) => {
    const { key, name } = section.dataset;
    const order = read("read");
    const place = storage("selfinstruct-read-" + key);
    const { shown = STEP, ticks = {} } = place.load();
    const state = { shown: Math.max(STEP, Math.min(shown, order.length)), ticks };
    const [list, share, copied] = [".rows", ".share", ".copied"].map((found) => section.querySelector(found));
    const [copy, download, more] = [".copy", ".download", ".further-rows"].map((found) => section.querySelector(found));
    const plain = card(TEXTS, (row) => [row[0], row[1]], () => []);

    const result = () => {
      const read = order.slice(0, state.shown).filter(([, number]) => state.ticks[number]?.verdict);
      const faulty = read.filter(([, number]) => state.ticks[number].verdict === "faulty").length;
      return { read, faulty, share: read.length ? faulty / read.length : null, interval: read.length ? wilson(faulty, read.length) : null };
    };
    const sentence = () => {
      const { read, faulty, share, interval } = result();
      const begun = `${read.length} of ${Math.min(state.shown, order.length)} read`;
      if (!read.length) return begun + ".";
      return `${begun}, ${faulty} faulty: ${percent(share)} (95% interval ${percent(interval[0])} to ${percent(interval[1])}).`;
    };
    const tell = (kept) => { share.textContent = sentence() + (kept ? "" : " This browser does not keep the ticks; download them."); };
    const save = () => tell(place.save(state));

    const tick = (number, change) => {
      state.ticks[number] = { ...state.ticks[number], ...change };
      save();
    };
    const boxes = (number) => {
      const known = state.ticks[number] || {};
      const all = ["good", "faulty"].map((verdict) => element("input", { type: "checkbox", value: verdict, checked: known.verdict === verdict }));
      for (const box of all) {
        box.onchange = () => {
          all.filter((other) => other !== box).forEach((other) => { other.checked = false; });
          tick(number, { verdict: box.checked ? box.value : "" });
        };
      }
      const note = element("input", { type: "text", value: known.note || "", oninput: () => tick(number, { note: note.value }) });
      return [...all.map((box) => element("label", { className: "toggle" }, box, box.value)), element("label", { className: "toggle note" }, "note", note)];
    };
    const cardOf = ([position, number], at) => {
      const made = plain(rows[position], []);
      made.firstChild.prepend(element("span", { textContent: `${at + 1}.` }));
      made.append(element("fieldset", { className: "ticks" }, element("legend", { textContent: `Task ${rows[position][0]}` }), ...boxes(number)));
      return made;
    };
    const show = (from) => {
      list.append(...order.slice(from, state.shown).map((found, at) => cardOf(found, from + at)));
      more.disabled = state.shown >= order.length;
      more.parentElement.hidden = order.length <= STEP;
    };
    more.onclick = () => {
      const from = state.shown;
      state.shown = Math.min(from + STEP, order.length);
      show(from);
      save();
    };

    const noted = () => order.slice(0, state.shown)
      .map(([position, number]) => ({ row: number, id: rows[position][0], verdict: state.ticks[number]?.verdict || "", note: state.ticks[number]?.note || "" }))
      .filter(({ verdict, note }) => verdict || note);
    copy.onclick = async () => {
      const lines = noted().map(({ row, id, verdict, note }) => [`row ${row}`, id, verdict || "-", note].join("\t").trimEnd());
      copied.value = [`${name}: ${sentence()}`, `SHA-256 of the texts: ${key}`, ...lines].join("\n") + "\n";
      try {
        await navigator.clipboard.writeText(copied.value);
        copy.textContent = "Copied";
      } catch { // not allowed for this page: the text is shown instead
        copied.hidden = false;
        copied.select();
      }
    };
    download.onclick = () => {
      const { read, faulty, share, interval } = result();
      const content = { dataset: name, sha256: key, read: read.length, faulty, share, interval, rows: noted() };
      const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2) + "\n"], { type: "application/json" }));
      element("a", { href: url, download: `${name}.read.json` }).click();
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    };
    show(0);
    tell(true);
  };
  document.querySelectorAll("#read").forEach(reading);

  browse({
    tasks: {
      texts: (row) => [row[0], row[5], row[6], row[7]],
      menus: [
        { label: "all types", values: (row) => [row[1]] },
        { label: "all findings", values: (row) => [...row[4], row[6] === "" ? "no input" : "with input"] },
        { label: "all verbs", values: (row) => (row[3] ? [row[3]] : []), most: 60 },
      ],
      orders: [["original order", null], ["most similar first", (a, b) => (b[2] ?? -1) - (a[2] ?? -1)], ["longest output first", (a, b) => b[7].length - a[7].length]],
      card: card(TEXTS, (row) => [row[0], row[1], row[2] === null ? "" : "ROUGE-L " + row[2].toFixed(3), row[3]], (row) => row[4]),
    },
    rejects: {
      texts: (row) => [row[0], row[4]],
      menus: [{ label: "all reasons", values: (row) => [row[2]] }],
      orders: [["original order", null]],
      card: card({ raw: 4 }, (row) => ["request " + row[0] + ", record " + row[1], row[3]], (row) => [row[2]]),
    },
  });
}
