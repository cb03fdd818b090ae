import { hash } from 'node:crypto';

const none: ReadonlySet<string> = new Set();

/** A name for what a request says, the same however its fields are ordered. A top-level `null` says nothing. */
export function requestDigest(request: object, aside: ReadonlySet<string> = none): string {
  const said = Object.entries(request).filter(([field, value]) => value !== null && !aside.has(field));
  return hash('sha256', canonicalJson(Object.fromEntries(said)), 'base64url');
}

/** JSON with the fields of every object in order. */
function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  const fields = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join()}}`;
}
