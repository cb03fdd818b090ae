import type { Area } from '@parley/conformance';
import { type Body, type Flaw, parse } from './plain-gateway.ts';

/** A gateway that …, and the ids of the checks of that area that it fails. */
export type FlawRow = [what: string, area: Area, flaw: Flaw, fails: string];

/** Fields of requests are dropped. */
export const without = (...names: string[]): Flaw => ({
  request: (body) => Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name))),
});

/** What is said is changed on its way, in whole answers and in streams. */
export const replaced = (pattern: RegExp, by: string): Flaw => ({
  answer: (text) => text.replace(pattern, by),
});

/** What is asked is changed on its way. */
export const rewritten = (pattern: RegExp, by: string): Flaw => ({
  request: (body) => parse(JSON.stringify(body).replace(pattern, by)) ?? body,
});

/** The parts of each message are changed on their way. */
export const withParts = (change: (parts: Body[]) => Body[]): Flaw => ({
  request: (body) => ({
    ...body,
    messages: listOf(body['messages']).map((message) => changed(message, change)),
  }),
});

/** It calls an address that stands in the request. */
export const calls = (pattern: RegExp): Flaw => ({
  async before(body) {
    const url = pattern.exec(JSON.stringify(body))?.[1];
    if (url !== undefined) await fetch(url);
  },
});

export const listOf = (value: unknown): Body[] => (Array.isArray(value) ? value : []);

function changed(message: Body, change: (parts: Body[]) => Body[]): Body {
  const { content } = message;
  return Array.isArray(content) ? { ...message, content: change(content) } : message;
}
