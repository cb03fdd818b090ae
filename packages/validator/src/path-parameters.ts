/**
 * Finds the path parameters of an address by its operation's path, wherever that is mounted: `/v1/models/{model}`
 * finds `model` in `/api/v1/models/openai/gpt-4o`. They are none when the address is another.
 */
export function pathParameters(path: string): (pathname: string) => Record<string, string> {
  const pattern = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>.+)');
  const address = new RegExp(`${pattern}$`);
  return (pathname) => {
    const found = Object.entries(address.exec(pathname)?.groups ?? {});
    return Object.fromEntries(found.map(([name, value]) => [name, decoded(value)]));
  };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
