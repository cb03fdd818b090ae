const constant = /^(?:export )?const (schema\d+) = (\{.*\});$/gm;
const path = /\b(schema\d+)((?:\.[A-Za-z_$][\w$]*|\["[^"]*"\]|\[\d+\])+)/g;
const pattern = /new RegExp\(("(?:[^"\\]|\\.)*"), "u"\)/g;
const segment = /\.([A-Za-z_$][\w$]*)|\["([^"]*)"\]|\[(\d+)\]/g;

/**
 * Ajv's output without what bundlers must keep: whole schemas, of which errors tell a word here and there, give way to
 * those words, and patterns are literals. Throws when something is left that is needed at run time.
 */
export function pureCode(code: string): string {
  const schemas = new Map<string, unknown>();
  const pure = code
    .replace(constant, (_, name: string, json: string) => {
      schemas.set(name, JSON.parse(json));
      return '';
    })
    .replace(path, (whole, name: string, keys: string) => {
      const value = valueAt(schemas.get(name), keys);
      if (value === undefined) throw new Error(`${whole}: there is no such value in the schema.`);
      return JSON.stringify(value);
    })
    .replace(pattern, (_, source: string) => String(new RegExp(JSON.parse(source), 'u')))
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', 'codePoints');
  const left = /require\("[^"]*"\)|new RegExp\(|\bschema\d+\b/.exec(pure);
  if (left !== null) throw new Error(`The validators would need ${left[0]} at run time.`);
  return pure;
}

function valueAt(root: unknown, keys: string): unknown {
  let value = root;
  for (const [, name, quoted, index] of keys.matchAll(segment)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, name ?? quoted ?? index ?? '');
  }
  return value;
}
