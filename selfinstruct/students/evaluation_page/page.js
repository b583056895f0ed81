{
  const { read, element, hits, marked, block, browse } = page;
  // Layout of a row; the answers are in the order of the systems.
  const [ID, TYPE, CHECKABLE, NEAREST, INSTRUCTION, INPUT, REFERENCE, ANSWERS] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [TEXT, EXACT, ROUGE, STOPPED] = [0, 1, 2, 3];
  const systems = read("systems").map(([name, label, kind], place) => ({ name, label, kind, place }));
  const base = systems.find(({ kind }) => kind === "base");
  const students = systems.filter(({ kind }) => kind === "student");

  // True or false for checkable tasks with an answer, otherwise null.
  const isRight = (row, { place }) => {
    const answer = row[ANSWERS][place];
    return row[CHECKABLE] && answer && answer[EXACT] !== null ? Boolean(answer[EXACT]) : null;
  };
  const verdict = (row, system) => {
    const right = isRight(row, system);
    return right === null ? [] : [`${system.label} ${right ? "right" : "wrong"}`];
  };
  const outcomes = (row) => students.flatMap((student) => {
    const [mine, its] = [isRight(row, student), base ? isRight(row, base) : null];
    if (mine === null || its === null) return [];
    if (mine === its) return [`${student.label} and base both ${mine ? "right" : "wrong"}`];
    return [mine ? `${student.label} right, base wrong` : `${student.label} wrong, base right`];
  });
  const gain = (row, student) => {
    const [mine, its] = [student, base].map((system) => system && row[ANSWERS][system.place]);
    return mine && its ? mine[ROUGE] - its[ROUGE] : 0;
  };

  // The shortest edit script from the reference to an answer (Myers 1986). Its units are single characters and runs of
  // Latin letters and digits. `edits` and `compared` return null if too many edits would make the marks unreadable.
  const MOST_EDITS = 400;
  const pieces = (text) => text.match(/[A-Za-z0-9]+|[^]/gu) || [];
  const edits = (from, to) => {
    const most = Math.min(MOST_EDITS, from.length + to.length);
    const furthest = new Int32Array(2 * most + 2);
    const past = [];
    for (let edit = 0; edit <= most; edit++) {
      past.push(furthest.slice());
      for (let diagonal = -edit; diagonal <= edit; diagonal += 2) {
        const at = diagonal + most;
        const down = diagonal === -edit || (diagonal !== edit && furthest[at - 1] < furthest[at + 1]);
        let x = down ? furthest[at + 1] : furthest[at - 1] + 1;
        while (x < from.length && x - diagonal < to.length && from[x] === to[x - diagonal]) x++;
        furthest[at] = x;
        if (x >= from.length && x - diagonal >= to.length) return traced(from, to, past, most);
      }
    }
    return null;
  };
  const traced = (from, to, past, most) => {
    const script = [];
    let [x, y] = [from.length, to.length];
    for (let edit = past.length - 1; edit >= 0; edit--) {
      const [furthest, diagonal] = [past[edit], x - y];
      const down = diagonal === -edit || (diagonal !== edit && furthest[diagonal - 1 + most] < furthest[diagonal + 1 + most]);
      const before = down ? diagonal + 1 : diagonal - 1;
      const startX = edit ? furthest[before + most] : 0;
      for (; x > startX && y > Math.max(0, startX - before); x--) script.push(["same", to[--y]]);
      if (edit) script.push(down ? ["new", to[--y]] : ["gone", from[--x]]);
    }
    return script.reverse();
  };
  const SHARED = 1 / 3;
  const compared = (reference, text) => {
    const [from, to] = [pieces(reference), pieces(text)];
    const least = SHARED * Math.max(from.length, to.length);
    if (reference === text || common(from, to) < least) return null;
    const script = edits(from, to);
    return script && script.filter(([kind]) => kind === "same").length >= least ? script : null;
  };
  // Number of pieces that two texts share in any order: a fast upper bound on the number shared in the same order.
  const common = (from, to) => {
    const counts = new Map();
    for (const piece of from) counts.set(piece, (counts.get(piece) || 0) + 1);
    return to.filter((piece) => { const left = counts.get(piece) || 0; counts.set(piece, left - 1); return left > 0; }).length;
  };
  const withEdits = (script, text, found) => {
    const shown = [];
    let at = 0;
    for (let place = 0; place < script.length;) {
      const kind = script[place][0];
      let run = "";
      for (; place < script.length && script[place][0] === kind; place++) run += script[place][1];
      if (kind === "gone") { shown.push(element("del", { textContent: run })); continue; }
      const parts = marked(text, found, at, at += run.length);
      shown.push(...(kind === "new" ? [element("ins", {}, ...parts)] : parts));
    }
    return shown;
  };

  const LONG = 150; // characters; longer answers are collapsed
  const written = (text, words, script) => {
    if (!text.trim()) return [element("div", { className: "text none", textContent: "(empty)" })];
    const found = hits(text, words);
    return block("", text, script ? withEdits(script, text, found) : marked(text, found), LONG);
  };
  const head = (label, row, system, answer) => {
    const made = element("h4", {}, element("span", { textContent: label }));
    if (!answer) return made;
    const right = isRight(row, system);
    if (right !== null) made.append(element("span", { className: "mark " + (right ? "right" : "wrong"), textContent: right ? "✓ right" : "✗ wrong" }));
    if (answer[ROUGE] !== null) made.append(element("span", { textContent: "ROUGE-L " + answer[ROUGE].toFixed(2) }));
    if (answer[STOPPED] === false) made.append(element("span", { textContent: "cut off at the token limit" }));
    return made;
  };
  const card = (row, words, on) => {
    const meta = element("div", { className: "meta" });
    [row[ID], row[TYPE], row[NEAREST] === null ? "" : "nearest training row: ROUGE-L " + row[NEAREST].toFixed(3)].filter(Boolean).forEach((text) => meta.append(element("span", { textContent: text })));
    if (row[CHECKABLE]) meta.append(element("span", { className: "tag", textContent: "checkable" }));
    const made = element("article", {}, meta);
    for (const [name, place] of [["instruction", INSTRUCTION], ["input", INPUT]]) {
      if (row[place]) made.append(...block(name, row[place], marked(row[place], hits(row[place], words))));
    }
    const answers = element("div", { className: "answers" });
    answers.append(element("div", { className: "reference" }, head("reference"), ...written(row[REFERENCE], words)));
    for (const system of systems) {
      const answer = row[ANSWERS][system.place];
      if (!answer || !on.has(system.name)) continue;
      const script = on.has("edits") ? compared(row[REFERENCE], answer[TEXT]) : null;
      answers.append(element("div", {}, head(system.label, row, system, answer), ...written(answer[TEXT], words, script)));
    }
    made.append(answers);
    return made;
  };

  const checked = systems.filter((system) => read("answers").some((row) => isRight(row, system) !== null));
  const first = students[0];
  browse({
    answers: {
      size: 20,
      texts: (row) => [row[ID], row[INSTRUCTION], row[INPUT], row[REFERENCE], ...row[ANSWERS].map((answer) => (answer ? answer[TEXT] : ""))],
      menus: [
        { label: "all types", values: (row) => [row[TYPE]] },
        { label: "all tasks", values: (row) => [row[CHECKABLE] ? "checkable" : "not checkable", row[INPUT] === "" ? "no input" : "with input"] },
        ...(checked.length ? [{ label: "all outcomes", values: outcomes }] : []),
      ],
      further: checked.map((system) => ({ label: `${system.label}: any`, values: (row) => verdict(row, system) })),
      toggles: [
        ...systems.map(({ name, label }) => ({ name, label, on: true })),
        { name: "edits", label: "differences from the reference", on: true },
      ],
      orders: [
        ["original order", null],
        ["most similar to a training row first", (a, b) => (b[NEAREST] ?? -1) - (a[NEAREST] ?? -1)],
        ...(first && base ? [
          ["largest ROUGE-L gain first", (a, b) => gain(b, first) - gain(a, first)],
          ["largest ROUGE-L loss first", (a, b) => gain(a, first) - gain(b, first)],
        ] : []),
        ["longest reference first", (a, b) => b[REFERENCE].length - a[REFERENCE].length],
      ],
      card,
    },
  });
}
