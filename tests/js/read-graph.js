// Reads a .graphml or .gexf file and prints its nodes and edges as JSON.
const fs = require("fs");
const Graph = require("graphology");
const readers = { graphml: require("graphology-graphml"), gexf: require("graphology-gexf") };

const path = process.argv[2];
const reader = readers[path.split(".").pop()];
const graph = reader.parse(Graph, fs.readFileSync(path, "utf8"));
const nodes = graph.mapNodes((id, attributes) => ({ id, attributes }));
const edges = graph.mapEdges((id, attributes, source, target) => ({ id, source, target, attributes }));
process.stdout.write(JSON.stringify({ directed: graph.type === "directed", multi: graph.multi, nodes, edges }));
