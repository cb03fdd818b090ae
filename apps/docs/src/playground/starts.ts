import type { Settings } from './settings.ts';

/** What a first request may show. */
export type Start = {
  question: string;
  settings: Partial<Pick<Settings, 'stream' | 'format' | 'more' | 'tools'>>;
};

export const starts: { [name: string]: Start } = {
  stream: { question: 'Count to 12.', settings: { stream: true } },
  tools: { question: 'What is the weather in Oslo?', settings: { tools: ['get_weather'] } },
  json: { question: 'Make up a city.', settings: { format: 'json_schema' } },
  unknown: { question: 'Say: hello.', settings: { more: '{"mood": "cheerful"}' } },
};
