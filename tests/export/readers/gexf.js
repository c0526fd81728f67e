// A GEXF file -> one JSON object {nodes, edges}, as graphology, the library of Gephi Lite, understands it.
import { readFileSync } from "node:fs";
import Graph from "graphology";
import gexf from "graphology-gexf";

const graph = gexf.parse(Graph, readFileSync(process.argv[2], "utf8"), { allowUndeclaredAttributes: false });
console.log(
  JSON.stringify({
    nodes: graph.mapNodes((id, attributes) => ({ ...attributes, id })),
    edges: graph.mapEdges((id, attributes, source, target) => ({ ...attributes, id, source, target })),
  }),
);
