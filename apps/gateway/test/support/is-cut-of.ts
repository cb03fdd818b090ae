/** Whether a JSON value is what is left of another one that was cut: the same leaves at the same places, a string maybe shorter. */
export function isCutOf(cut: unknown, whole: unknown): boolean {
  if (typeof cut === 'string' && typeof whole === 'string') return whole.startsWith(cut);
  if (Array.isArray(cut) && Array.isArray(whole))
    return cut.length <= whole.length && cut.every((item, index) => isCutOf(item, whole[index]));
  if (isRecord(cut) && isRecord(whole))
    return Object.entries(cut).every(
      ([key, value]) => Object.hasOwn(whole, key) && isCutOf(value, whole[key]),
    );
  return Object.is(cut, whole);
}

const isRecord = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
