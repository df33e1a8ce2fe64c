// Read a feed with ldes-client; write each member as one line of JSON.
import { intoConfig, replicateLDES } from "ldes-client";

const [url, statePath, ordered] = process.argv.slice(2);
const client = replicateLDES(intoConfig({ url, statePath }), ordered);
client.on("error", (fault) => {
  console.error(fault);
  process.exit(1);
});

const term = ({ termType, value, language, datatype }) => ({
  termType,
  value,
  language,
  datatype: datatype?.value,
});

const reader = client.stream({ highWaterMark: 10 }).getReader();
for (let read = await reader.read(); !read.done; read = await reader.read()) {
  const { id, quads, timestamp, isVersionOf, type } = read.value;
  const told = quads.map(({ subject, predicate, object, graph }) =>
    [subject, predicate, object, graph].map(term),
  );
  const line = JSON.stringify({
    id: id.value,
    timestamp,
    isVersionOf,
    type: type.value,
    quads: told,
  });
  process.stdout.write(line + "\n");
}
