// Files of D2 in, what D2 itself reads in them out, as JSON: labels of shapes, connections.
import { readFileSync } from 'node:fs';
import { D2 } from '@terrastruct/d2';

const d2 = new D2();
const found = [];
for (const path of process.argv.slice(2)) {
  const { diagram } = await d2.compile(readFileSync(path, 'utf8'), { layout: 'dagre' });
  found.push({
    nodes: Object.fromEntries(diagram.shapes.map((shape) => [shape.id, shape.label])),
    edges: diagram.connections.map((line) => [line.src, line.dst]),
    links: diagram.shapes.filter((shape) => shape.link || shape.icon).length,
  });
}
console.log(JSON.stringify(found));
process.exit(0);
