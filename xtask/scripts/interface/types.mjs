// What a file of TypeScript declarations declares, as `name → text`: members of classes, interfaces and enums one by one.
// It reads the plain declarations that this package has, not all of TypeScript.

const DECLARATION = /^export (?:declare )?(?:abstract )?(class|interface|enum|function|const|type) ([\w$]+)/;
const REEXPORT = /^export (?:type )?\{(.*)\}(?: from "(.+)")?$/;
const STAR = /^export (?:type )?\* from "(.+)"$/;
const MEMBER = /^(?:(?:static|readonly|get|set) )*(?:"([^"]+)"|(\[[^\]]+\]|[\w$]+))/;

/** Pairs of name and text; `open` gives the text of a file that is exported whole. */
export function declared(text, open) {
  const found = [];
  for (const statement of split(plain(text), ";", /^(export )?(declare )?(abstract )?(class|interface|enum|global)\b/)) {
    const star = STAR.exec(statement);
    const names = REEXPORT.exec(statement);
    const declaration = DECLARATION.exec(statement);
    // A whole file is one that was written from the schemas, which are recorded by themselves.
    if (star) for (const [name] of declared(open(star[1]), open)) name.includes(".") || found.push([name, "from the schemas"]);
    else if (names) for (const name of names[1].split(",")) found.push([name.trim(), names[2] ? `from ${names[2]}` : "as imported"]);
    else if (declaration) found.push(...ofDeclaration(statement, declaration));
    else if (statement.startsWith("declare global")) found.push(["global", statement]);
    else if (statement.startsWith("export default ")) found.push(["default", statement]);
    else if (statement.startsWith("export")) throw new Error(`not understood: ${statement}`);
  }
  return found.filter(([name]) => name !== "");
}

function ofDeclaration(statement, [, kind, name]) {
  if (!["class", "interface", "enum"].includes(kind)) return [[name, statement]];
  const start = statement.indexOf("{");
  const found = [[name, statement.slice(0, start).trim()]];
  const body = statement.slice(start + 1, statement.lastIndexOf("}"));
  for (const member of split(body, kind === "enum" ? "," : ";")) {
    const named = MEMBER.exec(member);
    if (!named) throw new Error(`${name}: not understood: ${member}`);
    const key = `${name}.${named[1] ?? named[2]}`;
    const same = found.find(([known]) => known === key);
    if (same) same[1] += `; ${member}`; // overloads, and what is both read and written
    else found.push([key, member]);
  }
  return found;
}

/** Without comments, every stretch of white space one blank. */
function plain(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, " ").replace(/(^|\s)\/\/.*$/gm, " ").replace(/\s+/g, " ").trim();
}

/** The parts between `end` outside brackets; a statement that is `block` ends with its own bracket. */
function split(text, end, block) {
  const parts = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if ("([{".includes(sign)) depth++;
    if (")]}".includes(sign)) depth--;
    const part = text.slice(from, at + (sign === end ? 0 : 1)).trim();
    const ends = depth === 0 && (sign === end || (sign === "}" && block?.test(part)));
    if (!ends && at < text.length - 1) continue;
    if (part !== "") parts.push(part);
    from = at + 1;
  }
  return parts;
}
