/** What the form says. Fields of JSON are text as typed; empty text and `null` stand for what is not sent. */
export type Settings = {
  baseUrl: string;
  apiKey: string;
  model: string;
  stream: boolean;
  effort: string;
  models: string[];
  routing: string;
  noFallback: boolean;
  system: string;
  maxTokens: number | null;
  temperature: number | null;
  format: string;
  schema: string;
  healing: boolean;
  webSearch: boolean;
  /** Names of example tools. */
  tools: string[];
  /** Whether the example tools answer by themselves. */
  runTools: boolean;
  ownTools: string;
  /** Further fields of the request. */
  more: string;
};

export function readSettings(form: HTMLFormElement): Settings {
  const data = new FormData(form);
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const number = (name: string): number | null => (text(name) === '' ? null : Number(text(name)));
  return {
    baseUrl: text('baseUrl'),
    apiKey: text('apiKey'),
    model: text('model'),
    stream: data.has('stream'),
    effort: text('effort'),
    models: text('models')
      .split(/[\s,]+/)
      .filter((name) => name !== ''),
    routing: text('routing'),
    noFallback: data.has('noFallback'),
    system: text('system'),
    maxTokens: number('maxTokens'),
    temperature: number('temperature'),
    format: text('format'),
    schema: text('schema'),
    healing: data.has('healing'),
    webSearch: data.has('webSearch'),
    tools: data.getAll('tools').filter((name) => typeof name === 'string'),
    runTools: data.has('runTools'),
    ownTools: text('ownTools'),
    more: text('more'),
  };
}
