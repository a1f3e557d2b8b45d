// Files of Mermaid in, what Mermaid itself reads in them out, as JSON: title, texts of nodes, edges.
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!DOCTYPE html><body></body>');
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import('mermaid');
mermaid.initialize({ startOnLoad: false });

// Mermaid keeps numbered signs as marks of its own until it draws; that is done here.
const read = (text) => text.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)));
const found = [];
for (const path of process.argv.slice(2)) {
  const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(readFileSync(path, 'utf8'));
  const nodes = [...db.getVertices().values()].filter((node) => /^n\d+$/.test(node.id));
  found.push({
    type,
    title: db.getDiagramTitle(),
    nodes: Object.fromEntries(nodes.map((node) => [node.id, read(node.text)])),
    edges: db.getEdges().map((edge) => [edge.start, edge.end]),
    links: nodes.filter((node) => node.link || node.haveCallback).length,
    security: mermaid.mermaidAPI.getConfig().securityLevel,
  });
}
console.log(JSON.stringify(found));
process.exit(0);
