/** Takes text however it was split, and gives the data of each server-sent event that is whole by now. */
export type EventParser = (text: string) => string[];

/**
 * Reads `data` alone: names, ids and retry times mean nothing here, and comments mean nothing anywhere.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function createEventParser(): EventParser {
  let rest = '';
  let data = '';
  let endedInCr = false;

  return (text) => {
    // Only what is new is searched, so that a long line in small pieces takes linear time.
    const lines = (endedInCr && text[0] === '\n' ? text.slice(1) : text).split(/\r\n?|\n/);
    if (text !== '') endedInCr = text.endsWith('\r');
    lines[0] = rest + lines[0];
    rest = lines.pop() ?? '';
    const events: string[] = [];
    for (const line of lines) {
      if (line.startsWith('data:')) data += `${line.slice(line[5] === ' ' ? 6 : 5)}\n`;
      if (line !== '') continue;
      // An empty event says nothing.
      if (data.length > 1) events.push(data.slice(0, -1));
      data = '';
    }
    return events;
  };
}
