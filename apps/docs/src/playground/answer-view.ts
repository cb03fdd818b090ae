import type { ChatChunk, ChatCompletion, ParleyError } from '@parley/client';
import type { ChatAnswer, ToolCallDelta } from '@parley/types';
import type { Exchange } from './ask.ts';
import { billOf } from './bill.ts';
import { element } from './element.ts';
import { errorCard } from './error-card.ts';
import { duration, plural, pretty } from './format.ts';

/** One answer in the conversation, while it comes and when it is there. */
export type AnswerView = {
  readonly root: HTMLElement;
  add(chunk: ChatChunk): void;
  end(exchange: Exchange): void;
};

export type Asked = {
  model: string;
  /** Whether the gateway is at another origin than this page. */
  isElsewhere: boolean;
  onInspect(exchange: Exchange): void;
  onRetry(): void;
};

export function createAnswerView(asked: Asked): AnswerView {
  const who = element('span', { class: 'who' }, asked.model);
  const thought = element('p', {});
  const reasoning = element(
    'details',
    { class: 'reasoning', hidden: true },
    element('summary', {}, 'Reasoning'),
    thought,
  );
  const text = element('div', { class: 'text' });
  const calls = element('ul', { class: 'calls', hidden: true });
  const foot = element('div', { class: 'foot' });
  const root = element('article', { class: 'turn answer', 'aria-busy': 'true' }, who, reasoning, text, calls);

  function addCalls(deltas: ToolCallDelta[]): void {
    calls.hidden = false;
    for (const { index, function: called } of deltas) {
      const row =
        calls.children[index] ??
        calls.appendChild(element('li', {}, element('code', {}), element('pre', {})));
      row.querySelector('code')?.append(called?.name ?? '');
      row.querySelector('pre')?.append(called?.arguments ?? '');
    }
  }

  function showWhole(completion: ChatCompletion): void {
    const [first, ...others] = completion.choices;
    if (first === undefined) return;
    const { message } = first;
    if (text.textContent === '') text.textContent = message.content ?? message.refusal ?? '';
    if (thought.textContent === '' && message.reasoning) {
      thought.textContent = message.reasoning;
      reasoning.hidden = false;
    }
    calls.replaceChildren();
    addCalls(
      (message.tool_calls ?? []).map((call, index) => ({
        index,
        function: { name: call.function.name, arguments: pretty(call.function.arguments) },
      })),
    );
    calls.hidden = calls.childElementCount === 0;
    text.after(...besides(message));
    for (const { index, message: other } of others)
      foot.before(
        element('p', { class: 'note' }, `Choice ${index + 1}`),
        element('div', { class: 'text' }, other.content ?? ''),
      );
  }

  return {
    root,
    add({ choices, model }) {
      who.textContent = model;
      for (const { delta, index } of choices) {
        if (index !== 0) continue;
        if (delta.reasoning) {
          reasoning.hidden = false;
          thought.append(delta.reasoning);
        }
        if (delta.content) text.append(delta.content);
        if (delta.refusal) text.append(delta.refusal);
        if (delta.tool_calls) addCalls(delta.tool_calls);
      }
    },
    end(exchange) {
      const { completion, error } = exchange;
      root.removeAttribute('aria-busy');
      root.append(foot);
      if (completion !== null) {
        who.textContent = completion.model;
        showWhole(completion);
      }
      const inspect = element('button', { type: 'button', class: 'quiet' }, 'Inspect');
      inspect.addEventListener('click', () => asked.onInspect(exchange));
      foot.replaceChildren(element('span', { class: 'note' }, told(exchange)), inspect);
      if (error === null) return;
      const retry = element('button', { type: 'button', class: 'quiet', 'data-retry': true }, 'Try again');
      retry.addEventListener('click', () => asked.onRetry());
      foot.append(retry);
      foot.before(
        isStop(error)
          ? element('p', { class: 'note' }, 'Stopped. What came stays here, and is not sent back.')
          : errorCard(error, asked.isElsewhere),
      );
    },
  };
}

export const isStop = (error: ParleyError): boolean => error.code === 'aborted';

/** What there is in an answer besides its text. */
function besides({ annotations = [], images = [] }: ChatAnswer): HTMLElement[] {
  const pictures = images.map(({ image_url: { url } }) =>
    // Nothing is fetched from elsewhere: an address is shown, a picture that came along is drawn.
    url.startsWith('data:image/')
      ? element('img', { src: url, alt: 'What the model drew' })
      : element('p', {}, element('a', { href: url, rel: 'noreferrer' }, url)),
  );
  if (annotations.length === 0) return pictures;
  const sources = annotations.map(({ url_citation: { title, url } }) =>
    element(
      'li',
      {},
      element('a', { href: /^https?:/.test(url) ? url : '#', rel: 'noreferrer' }, title || url),
    ),
  );
  return [...pictures, element('ol', { class: 'sources', 'aria-label': 'Sources' }, ...sources)];
}

function told({ completion, recording }: Exchange): string {
  const took = recording.events.at(-1)?.atMs ?? null;
  const usage = completion?.usage;
  const price = completion?.metadata?.price;
  const cost = usage === undefined || price === undefined ? null : billOf(usage, price);
  const [first] = completion?.choices ?? [];
  return [
    ...(first === undefined || first.finish_reason === 'stop'
      ? []
      : [first.finish_reason.replaceAll('_', ' ')]),
    ...(took === null ? [] : [duration(took)]),
    ...(usage === undefined ? [] : [plural(usage.total_tokens, 'token')]),
    ...(cost === null ? [] : [`$${cost.told}`]),
  ].join(' · ');
}
