const decoder = new TextDecoder();

/** One event as `streamChecker` takes it: its data parsed from JSON, or as it is when that can't be; and its name. */
export type StreamEvent = { data: unknown; name: string };

/** An event from its bytes, or null for a comment. */
export function parseEvent(bytes: Uint8Array): StreamEvent | null {
  const data: string[] = [];
  let name = '';
  for (const line of decoder.decode(bytes).split(/\r\n|\n|\r/)) {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') data.push(value);
    if (field === 'event') name = value;
  }
  return data.length === 0 ? null : { data: parseData(data.join('\n')), name };
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
