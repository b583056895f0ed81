{
  const { element, hits, marked, block, browse } = page;
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
  const tasks = { instruction: 5, input: 6, output: 7 };
  browse({
    tasks: {
      texts: (row) => [row[0], row[5], row[6], row[7]],
      menus: [
        { label: "all types", values: (row) => [row[1]] },
        { label: "all findings", values: (row) => [...row[4], row[6] === "" ? "no input" : "with input"] },
        { label: "all verbs", values: (row) => (row[3] ? [row[3]] : []), most: 60 },
      ],
      orders: [["original order", null], ["most similar first", (a, b) => (b[2] ?? -1) - (a[2] ?? -1)], ["longest output first", (a, b) => b[7].length - a[7].length]],
      card: card(tasks, (row) => [row[0], row[1], row[2] === null ? "" : "ROUGE-L " + row[2].toFixed(3), row[3]], (row) => row[4]),
    },
    rejects: {
      texts: (row) => [row[0], row[4]],
      menus: [{ label: "all reasons", values: (row) => [row[2]] }],
      orders: [["original order", null]],
      card: card({ raw: 4 }, (row) => ["request " + row[0] + ", record " + row[1], row[3]], (row) => [row[2]]),
    },
  });
}
