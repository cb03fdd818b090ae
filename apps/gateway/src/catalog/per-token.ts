/** Moves the point of a decimal string six places to the left: a price per million becomes the price of one. */
export function perToken(perMillion: string): string {
  const [whole = '0', fraction = ''] = perMillion.split('.');
  const digits = whole.padStart(7, '0') + fraction;
  const point = digits.length - fraction.length - 6;
  const tail = digits.slice(point).replace(/0+$/, '');
  const head = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  return tail === '' ? head : `${head}.${tail}`;
}
