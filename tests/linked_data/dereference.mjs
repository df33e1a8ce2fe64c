// Print the quads that rdf-dereference finds at each IRI, as lines of text.
import { rdfDereferencer } from "rdf-dereference";

for (const iri of process.argv.slice(2)) {
  const { data, url } = await rdfDereferencer.dereference(iri);
  let count = 0;
  for await (const quad of data) count += quad ? 1 : 0;
  console.log(JSON.stringify({ iri, url, count }));
}
