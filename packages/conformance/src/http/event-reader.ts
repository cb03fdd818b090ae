export type StreamEvent = {
  /** The data as it came. */
  text: string;
  /** Its JSON value, or the text where it is none: `[DONE]`. */
  data: unknown;
  /** Its name; empty when it has none. */
  name: string;
  /** Milliseconds from the request to the end of this event. */
  atMs: number;
};

/**
 * Takes the text of a stream in pieces, and gives the events that are whole by now; comments are left out.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function createEventReader(): (text: string, atMs: number) => StreamEvent[] {
  let rest = '';
  let endedInCr = false;
  let data: string[] = [];
  let name = '';

  return (text, atMs) => {
    // Only what is new is looked through: a long line may come in very many pieces.
    const lines = (endedInCr && text[0] === '\n' ? text.slice(1) : text).split(/\r\n?|\n/);
    if (text !== '') endedInCr = text.endsWith('\r');
    lines[0] = rest + lines[0];
    rest = lines.pop() ?? '';
    const events: StreamEvent[] = [];
    for (const line of lines) {
      const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (field === 'data') data.push(value);
      if (field === 'event') name = value;
      if (line !== '') continue;
      const joined = data.join('\n');
      if (data.length > 0) events.push({ text: joined, data: parseData(joined), name, atMs });
      data = [];
      name = '';
    }
    return events;
  };
}

// A JSON string stays as it is, in its quotes: "[DONE]" in quotes is not [DONE].
function parseData(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? text : value;
  } catch {
    return text;
  }
}
