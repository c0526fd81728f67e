// RDF files -> for each a JSON line {file, triples}: how many different triples N3.js or the JSON-LD parser reads.
import { createReadStream } from "node:fs";
import { JsonLdParser } from "jsonld-streaming-parser";
import N3 from "n3";

const FORMATS = { ttl: "text/turtle", nt: "application/n-triples", nq: "application/n-quads", trig: "application/trig" };

function read(file) {
  const suffix = file.split(".").pop();
  const parser = suffix === "jsonld" ? new JsonLdParser() : new N3.StreamParser({ format: FORMATS[suffix] });
  const found = new Set();
  return new Promise((resolve, reject) => {
    createReadStream(file)
      .on("error", reject)
      .pipe(parser)
      .on("error", reject)
      .on("data", (q) => found.add(JSON.stringify([q.subject, q.predicate, q.object].map(N3.termToId))))
      .on("end", () => resolve(found.size));
  });
}

for (const file of process.argv.slice(2)) {
  console.log(JSON.stringify({ file, triples: await read(file) }));
}
