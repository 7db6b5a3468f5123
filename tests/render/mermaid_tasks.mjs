// Reads a Gantt diagram on standard input with Mermaid itself; prints its tasks as JSON.
// Run as: node mermaid_tasks.mjs FOLDER, where FOLDER/node_modules holds mermaid and jsdom.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.argv[2]}/`);
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("");
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import(pathToFileURL(require.resolve("mermaid")).href);
const diagrams = JSON.parse(readFileSync(0, "utf8"));
const found = [];
for (const text of diagrams) {
  await mermaid.parse(text);
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
  const plain = (time) => [time.getFullYear(), time.getMonth() + 1, time.getDate(), time.getHours(), time.getMinutes()];
  found.push({
    title: diagram.db.getDiagramTitle(),
    sections: diagram.db.getSections(),
    tasks: diagram.db.getTasks().map((task) => ({
      name: task.task,
      section: task.section,
      start: plain(task.startTime),
      end: plain(task.endTime),
      critical: !!task.crit,
      milestone: !!task.milestone,
    })),
  });
}
console.log(JSON.stringify(found));
