/** Takes these secrets out of any text. Those too short to be secrets stay. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const real = secrets.filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);
  return (text) => real.reduce((left, secret) => left.replaceAll(secret, '<key>'), text);
}
