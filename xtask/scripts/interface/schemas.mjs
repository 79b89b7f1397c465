// What a JSON Schema allows, as `path → text`: types, units, defaults, and each limit and choice by itself.

const LIMITS = ["minimum", "maximum", "minItems", "maxItems"];

/** Pairs of path and text under `path`. */
export function flattened(schema, path) {
  const found = [];
  const says = [];
  if (schema.type !== undefined) says.push([schema.type].flat().join(" or "));
  for (const word of ["x-unit", "pattern", "const"]) if (schema[word] !== undefined) says.push(`${word} ${schema[word]}`);
  if (schema.default !== undefined) says.push(`default ${JSON.stringify(schema.default)}`);
  found.push([path, says.join(", ")]);
  for (const limit of LIMITS) if (schema[limit] !== undefined) found.push([`${path} ${limit}`, String(schema[limit])]);
  for (const choice of schema.enum ?? []) found.push([`${path} = ${JSON.stringify(choice)}`, ""]);
  for (const key of schema.required ?? []) found.push([`${path} requires ${key}`, ""]);
  for (const [key, inner] of Object.entries(schema.properties ?? {})) found.push(...flattened(inner, `${path}.${key}`));
  if (schema.items) found.push(...flattened(schema.items, `${path}[]`));
  (schema.oneOf ?? schema.anyOf ?? []).forEach((kind, n) => {
    const name = kind.properties?.kind?.const ?? (kind.enum ? "named" : (kind.title ?? kind.type ?? n));
    found.push(...flattened(kind, `${path}:${name}`));
  });
  return found;
}
