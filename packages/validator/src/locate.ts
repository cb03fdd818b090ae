import { showValue } from './show-value.ts';

const identifier = /^[A-Za-z_$][\w$-]*$/;

/** `messages` and `content` as `messages.content`; a key that would not read so, as `metadata["a b"]`. */
export function joinParam(parent: string, key: string): string {
  if (!identifier.test(key) || key.length > 64) return `${parent}[${showValue(key)}]`;
  return parent === '' ? key : `${parent}.${key}`;
}

/** The JSON pointer of an error as a param, and the value that stands there. */
export function locate(pointer: string, root: unknown): { param: string; value: unknown } {
  let param = '';
  let value = root;
  for (const segment of pointer.split('/').slice(1)) {
    const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    param = Array.isArray(value) ? `${param}[${key}]` : joinParam(param, key);
    value = isRecord(value) ? value[key] : undefined;
  }
  return { param, value };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
