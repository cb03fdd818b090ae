/** The data of each event of a stream, parsed, or the text `[DONE]`. Comments are left out. */
export const dataOf = (stream: string): unknown[] =>
  stream
    .split('\n\n')
    .filter((event) => event.startsWith('data: '))
    .map((event) => event.slice('data: '.length))
    .map((data) => (data === '[DONE]' ? data : JSON.parse(data)));
