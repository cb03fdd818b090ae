const widest = 84;

type Dialect = {
  word(value: null | boolean): string;
  text(value: string): string;
  key(name: string): string;
};

/** How a value is written. */
type Print = (value: unknown, indent?: string) => string;

function printer(dialect: Dialect, step: string): Print {
  const print: Print = (value, indent = '') => {
    if (typeof value === 'string') return dialect.text(value);
    if (value === null || typeof value === 'boolean') return dialect.word(value);
    if (typeof value !== 'object') return String(value);
    const isList = Array.isArray(value);
    const [open, close] = isList ? ['[', ']'] : ['{', '}'];
    const items = (inside: string): string[] =>
      isList
        ? value.map((item) => print(item, inside))
        : Object.entries(value)
            .filter(([, item]) => item !== undefined)
            .map(([name, item]) => `${dialect.key(name)}: ${print(item, inside)}`);
    const flat = items(indent);
    if (flat.length === 0) return open + close;
    const pad = isList || dialect.key('a') !== 'a' ? '' : ' ';
    const line = open + pad + flat.join(', ') + pad + close;
    if (line.length + indent.length <= widest && !line.includes('\n')) return line;
    const inside = indent + step;
    return `${open}\n${items(inside)
      .map((item) => `${inside}${item},\n`)
      .join('')}${indent}${close}`;
  };
  return print;
}

/** A value in JavaScript, in single quotes. */
export const javascript: Print = printer(
  {
    word: String,
    text: quoted,
    key: (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)),
  },
  '  ',
);

/** A value in Python. JSON's texts are Python's too. */
export const python: Print = printer(
  {
    word: (value) => (value === null ? 'None' : value ? 'True' : 'False'),
    text: (value) => JSON.stringify(value).replace(/\\u(d[89ab]..)/gi, '\\ufffd'),
    key: (name) => JSON.stringify(name),
  },
  '    ',
);

/** Text in single quotes, or in double ones where it has single ones in it. */
function quoted(text: string): string {
  const json = JSON.stringify(text);
  if (text.includes("'")) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"')}'`;
}
