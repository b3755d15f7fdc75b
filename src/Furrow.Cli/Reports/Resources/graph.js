"use strict";
(() => {
  const data = JSON.parse(document.getElementById("furrow-report").textContent);
  const box = document.getElementById("graph");
  const padding = 12;
  const lineHeight = 16;
  const gap = 16;
  const labelLengthMax = 28;

  // A large graph is drawn smaller to fit the page, but never so small that nobody can read it.
  const scaleMin = 0.6;

  function add(parent, name, attributes, text) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = visible(text);
    parent.append(element);
    return element;
  }

  // What would be obeyed or hidden is shown by its code, as everywhere on the page; joiners spell some scripts.
  function visible(text) {
    return text.replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu,
      (sign) => "\\u" + sign.codePointAt(0).toString(16).padStart(4, "0"));
  }

  function cut(text) {
    const signs = Array.from(text);
    return signs.length <= labelLengthMax ? text : signs.slice(0, labelLengthMax - 1).join("") + "…";
  }

  // Names are measured before they are placed, so that a box is as wide as what stands in it.
  function draw(svg, table, place) {
    const node = add(svg, "a", { class: table.generated ? "node" : "node other" });
    if (table.generated) node.setAttribute("href", "#table-" + place);
    add(node, "title", {}, table.generated ? table.name : table.name + ": rows that were there before");
    const frame = add(node, "rect", { rx: 5 });
    const name = add(node, "text", { class: "name", x: padding, y: lineHeight + 3 }, cut(visible(table.name)));
    const rows = add(node, "text", { x: padding, y: 2 * lineHeight + 3 },
      table.generated ? table.rows.toLocaleString("en") + (table.rows === 1 ? " row" : " rows") : "referred to");
    const width = Math.ceil(Math.max(name.getComputedTextLength(), rows.getComputedTextLength())) + 2 * padding;
    const height = 2 * lineHeight + padding;
    frame.setAttribute("width", width);
    frame.setAttribute("height", height);
    return { element: node, width, height };
  }

  const svg = add(box, "svg", { role: "img", "aria-label": "Tables and the foreign keys between them" });
  const tip = add(add(svg, "defs", {}), "marker",
    { id: "tip", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" });
  add(tip, "path", { d: "M0 0L8 4L0 8z" });

  const names = data.tables.map((table) => ({ name: table.name, rows: table.rows, generated: true }));
  const places = new Map(names.map((table, place) => [table.name, place]));
  const edges = new Map();
  for (const key of data.references) {
    if (!places.has(key.to)) {
      places.set(key.to, names.length);
      names.push({ name: key.to, generated: false });
    }
    const [from, to] = [places.get(key.from), places.get(key.to)];
    const edge = edges.get(from + " " + to) ?? { from, to, keys: [] };
    edge.keys.push(key.columns.join(", "));
    edges.set(from + " " + to, edge);
  }

  const nodes = names.map((table, place) => draw(svg, table, place));
  const joined = new Set([...edges.values()].filter((edge) => edge.from !== edge.to)
    .flatMap((edge) => [edge.from, edge.to]));
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: gap, ranksep: 4 * gap, marginx: 4, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  nodes.forEach((node, place) => {
    if (joined.has(place)) graph.setNode(String(place), node);
  });
  for (const edge of edges.values()) {
    if (edge.from !== edge.to) graph.setEdge(String(edge.to), String(edge.from), edge);
  }

  let width = 0;
  let height = 0;
  if (joined.size > 0) {
    dagre.layout(graph);
    width = graph.graph().width;
    height = graph.graph().height;
  }

  // Tables that nothing refers to, and that refer to nothing, stand in rows below.
  const rowWidth = Math.max(width, 800);
  let [x, y] = [4, height > 0 ? height + gap : 4];
  nodes.forEach((node, place) => {
    if (joined.has(place)) return;
    if (x > 4 && x + node.width > rowWidth) [x, y] = [4, y + node.height + gap];
    [node.x, node.y] = [x + node.width / 2, y + node.height / 2];
    x += node.width + gap;
    width = Math.max(width, x);
    height = Math.max(height, y + node.height + 4);
  });

  for (const node of nodes) {
    node.element.setAttribute("transform", `translate(${node.x - node.width / 2} ${node.y - node.height / 2})`);
  }

  // From the table that is referred to, on the left, to the one that refers to it; the tip points back.
  for (const edge of edges.values()) {
    const own = nodes[edge.from];
    const [right, middle] = [own.x + own.width / 2, own.y];
    const points = edge.from === edge.to
      ? [{ x: right, y: middle + 6 }, { x: right + 18, y: middle + 14 }, { x: right + 18, y: middle - 14 },
        { x: right, y: middle - 6 }]
      : graph.edge(String(edge.to), String(edge.from)).points.toReversed();
    const [first, ...rest] = points;
    let d = `M${first.x} ${first.y}`;
    if (edge.from === edge.to) {
      d += `C${rest.map((point) => `${point.x} ${point.y}`).join(" ")}`;
      width = Math.max(width, right + 20);
    } else {
      rest.forEach((point, at) => {
        const next = rest[at + 1];
        d += next === undefined ? `L${point.x} ${point.y}`
          : `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
      });
    }
    const line = add(svg, "path",
      { class: names[edge.to].generated ? "edge" : "edge other", d, "marker-end": "url(#tip)" });
    add(line, "title", {}, `${names[edge.from].name} (${edge.keys.join("; ")}) → ${names[edge.to].name}`);
    svg.insertBefore(line, nodes[0].element);
  }

  svg.setAttribute("viewBox", `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`);
  const scale = Math.min(1, Math.max(scaleMin, (box.clientWidth - 2 * padding) / width));
  svg.setAttribute("width", Math.floor(width * scale));
  svg.setAttribute("height", Math.floor(height * scale));
})();
