/** Whether a text is another one, in which `…` stands for anything. */
export function matchesText(printed: string, expected: string): boolean {
  const pattern = expected.split('…').map(RegExp.escape).join('.*?');
  return new RegExp(`^${pattern}$`, 's').test(printed);
}

/** The places at which a value lacks what another one says: fields beside those don't matter, and `…` is any string. */
export function mismatches(found: unknown, expected: unknown, at = '$'): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return [`${at} is no list`];
    if (found.length !== expected.length) return [`${at} has ${found.length} items, not ${expected.length}`];
    return expected.flatMap((item, index) => mismatches(found[index], item, `${at}[${index}]`));
  }
  if (isObject(expected)) {
    if (!isObject(found)) return [`${at} is no object`];
    return Object.entries(expected).flatMap(([name, value]) =>
      mismatches(found[name], value, `${at}.${name}`),
    );
  }
  const isSame = typeof expected === 'string' ? matchesText(String(found), expected) : found === expected;
  return isSame ? [] : [`${at} is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`];
}

const isObject = (value: unknown): value is { [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
