// The selection as RDF: each line of it stands in graph.ttl too.
const PREFIXES = { rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", rdfs: "http://www.w3.org/2000/01/rdf-schema#", skos: "http://www.w3.org/2004/02/skos/core#" };

/** What is picked: an entity with its neighbours, the two ends of a line, else all that is in the picture. */
function selection() {
  const { picked } = state;
  const shown = [...picture.view.items.values()].flatMap((item) => item.members ?? [item.node]);
  if (picked?.kind === "node") return { picked: true, nodes: [...new Set([nodes[picked.node], ...nodes[picked.node].edges.filter(passes).map((edge) => otherEnd(edge, nodes[picked.node]))])] };
  if (picked?.kind === "pair") return { picked: true, nodes: [nodes[picked.a], nodes[picked.b]] };
  return { picked: false, nodes: [...new Set(shown)] };
}

function selectedEdges({ picked, nodes: chosen }) {
  const inside = new Set(chosen), centre = picked && state.picked.kind === "node" ? nodes[state.picked.node] : null;
  return edges.filter((edge) => passes(edge) && inside.has(edge.subject) && inside.has(edge.object) && (!centre || edge.subject === centre || edge.object === centre));
}

function turtleOf(chosen) {
  const facts = new Map(chosen.nodes.map((node) => [node, []]));
  // What is only denied is no fact there either.
  for (const edge of selectedEdges(chosen)) if (edge.modality !== "denied") facts.get(edge.subject).push(edge);
  const head = Object.entries({ ...PREFIXES, [ONTOLOGY.prefix]: ONTOLOGY.namespace }).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .\n`);
  return [...head, ...[...facts].map(([node, own]) => `\n${resource(node, own)}`)].join("");
}

function resource(node, facts) {
  const names = [node.name, ...node.aliases.filter((alias) => alias !== node.name)];
  const lines = [
    `a ${ONTOLOGY.prefix}:${node.type}`, `rdfs:label ${nameLiteral(node.name)}`,
    ...names.map((name, k) => `skos:${k ? "alt" : "pref"}Label ${nameLiteral(name)}`),
    ...facts.map((edge) => `${predicateName(edge.predicate)} <${entityIri(edge.object.id)}>`),
  ];
  return `<${entityIri(node.id)}> ${lines.join(" ;\n  ")} .\n`;
}

// A predicate of another vocabulary carries its prefix already.
const predicateName = (name) => (name.includes(":") ? name : `${ONTOLOGY.prefix}:${name}`);
const WHOLE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const wellFormed = (text) => text.replace(WHOLE, "\ufffd");
const encoded = (part) => encodeURIComponent(wellFormed(part)).replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
const entityIri = (id) => ONTOLOGY.ids + id.split("/").map(encoded).join("/");

function nameLiteral(text) {
  const escapes = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const quoted = wellFormed(text).replace(/["\\\u0000-\u001f\u007f]/g, (char) => escapes[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
  return `"${quoted}"${/[\u3400-\u9fff\u{20000}-\u{3ffff}]/u.test(text) ? "@zh" : ""}`;
}

const downloadTurtle = () => save(new Blob([turtleOf(selection())], { type: "text/turtle;charset=utf-8" }), "selection.ttl");
