import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Call, Context, Forwarded } from '../context.ts';
import type { Answer } from '../http/answer.ts';
import { type Exchange, recordExchange, type Sent } from '../http/exchange.ts';
import { redactor } from '../http/redact.ts';
import { send } from '../http/send.ts';
import { sendRaw } from '../http/send-raw.ts';
import type { Target } from '../options.ts';
import { MissingModel, modelOf, simulatedModel } from './models.ts';
import { givenNames, type Names } from './names.ts';

export type CheckContext = {
  context: Context;
  /** What was exchanged with the gateway so far. */
  exchanges(): Exchange[];
  /** Whether a request found nobody: its connection was refused, or closed without a word. */
  foundNobody(): boolean;
  /** Takes the keys out of a text. */
  redact(text: string): string;
};

/** What one check sees of the gateway. */
export function createContext(target: Target, names: Names = givenNames(target)): CheckContext {
  const { key, model, upstream, contract = 'parley', timeoutMs = 30_000 } = target;
  const base = baseOf(target.baseUrl);
  const exchanges: { sent: Sent; answer: Answer }[] = [];
  const secrets = [key];
  const redact = (text: string) => redactor(secrets)(text);
  // Letters alone: the simulator would count or multiply numbers.
  const mark = randomBytes(12)
    .toString('hex')
    .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '');

  const sendCall = async (call: Call) => {
    const given = {
      authorization: `Bearer ${key}`,
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...target.headers,
      ...call.headers,
    };
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(given))
      if (value !== null) headers[name] = value.replaceAll('{key}', key);
    const { method, body = null, hangUpAfter = null } = call;
    const url = new URL(`${base}${call.path.replaceAll('{key}', encodeURIComponent(key))}`);
    const answer = await send({ method, url, headers, body, hangUpAfter, timeoutMs });
    const sent: Sent = { method, url: url.href, headers, body: body === null ? '' : textOf(body) };
    exchanges.push({ sent, answer });
    return answer;
  };
  const chat: Context['chat'] = (body, options) =>
    sendCall({
      ...options,
      method: 'POST',
      path: '/chat/completions',
      body: JSON.stringify({ model, ...body }),
    });

  const isOurs = (request: Forwarded | undefined) => request?.body.includes(mark) === true;

  const context: Context = {
    contract,
    model,
    listed: names.listed,
    simulates: simulatedModel(model, 'sim-large') !== null,
    modelFor: (ability) => {
      const found = modelOf(target, ability);
      if (found === null) throw new Error(`No model with ${ability}: the check must say that it needs one.`);
      return found;
    },
    simulated: (name) => {
      const found = simulatedModel(names.full, name);
      if (found === null)
        throw new Error(`${model} is no model of the simulator: the check must say that it needs one.`);
      if (name.startsWith('fault-') && !names.faults) throw new MissingModel(found);
      return found;
    },
    chat,
    stream: (body, options) => chat({ ...body, stream: true }, options),
    send: sendCall,
    sendRaw: async (text) => {
      const { answer, sent } = await sendRaw(new URL(base), text, { key, timeoutMs });
      exchanges.push({ sent, answer });
      return answer;
    },
    mark,
    say: (content) => [
      ...(upstream === undefined ? [] : [{ role: 'system', content: `This is conversation ${mark}.` }]),
      { role: 'user', content },
    ],
    forwarded: () => upstream?.requests.filter(isOurs) ?? [],
    charged: () => upstream?.invoice().lines.filter((line) => isOurs(upstream.requests[line.request])) ?? [],
    keep: (secret) => {
      secrets.push(secret);
      return secret;
    },
    eventually: async (holds, withinMs = 2000) => {
      const until = performance.now() + withinMs;
      while (!holds()) {
        if (performance.now() > until) return false;
        await sleep(5);
      }
      return true;
    },
  };
  return {
    context,
    // Only now are all secrets known.
    exchanges: () => exchanges.map(({ sent, answer }) => recordExchange(sent, answer, redact)),
    foundNobody: () => exchanges.some(({ answer }) => answer.ended === 'none'),
    redact,
  };
}

/** Without a slash at the end, and with `/v1` where there was no path. */
export function baseOf(baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl);
  return `${origin}${pathname === '/' ? '/v1' : pathname.replace(/\/+$/, '')}`;
}

function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
