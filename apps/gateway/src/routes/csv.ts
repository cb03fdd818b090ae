/** A table as RFC 4180 has it: a header line, CRLF, quotes where a value needs them. */
export function toCsv(columns: readonly string[], rows: readonly object[]): string {
  const lines = rows.map((row) => columns.map((column) => cell(valueAt(row, column))));
  return [columns, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

const valueAt = (row: object, column: string): unknown =>
  Object.entries(row).find(([name]) => name === column)?.[1];

function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  // A spreadsheet takes what begins so for a formula.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
