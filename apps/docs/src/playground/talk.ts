import type { ChatCompletion, ToolCall } from '@parley/types';
import { createAnswerView, isStop } from './answer-view.ts';
import { ask, type Exchange } from './ask.ts';
import { type Built, buildRequest } from './build-request.ts';
import { createConversation } from './conversation.ts';
import { type MessageLog, turnOf } from './message-log.ts';
import type { SettingsForm } from './settings-form.ts';
import { askForResults, ownResults, type ToolResult } from './tool-results.ts';

const mostRoundsAlone = 5;

export type Talk = {
  /** Says something and asks for the answer. `false`: it can't be said now. */
  say(text: string): boolean;
  stop(): void;
  isRunning(): boolean;
  clear(): void;
  /** The request as it would be sent, with this said; without anything to say, the one that was sent last. */
  request(text: string): Built;
};

export type TalkParts = {
  settings: SettingsForm;
  log: MessageLog;
  onRunning(isRunning: boolean): void;
  onInspect(exchange: Exchange): void;
  /** For those who hear the page. */
  announce(sentence: string): void;
  complain(sentence: string): void;
};

/** The conversation: asks, shows what comes, runs tools or asks for their results, and goes on. */
export function createTalk({ settings, log, onRunning, onInspect, announce, complain }: TalkParts): Talk {
  const conversation = createConversation();
  let running: AbortController | null = null;
  let roundsAlone = 0;

  async function send(): Promise<void> {
    const { body, problem } = buildRequest(settings.read(), conversation.messages());
    if (body === null) return settings.complain(problem);
    const { baseUrl, apiKey, noFallback } = settings.read();
    settings.accept();
    log.settle();
    const controller = new AbortController();
    running = controller;
    onRunning(true);
    announce('Asking.');
    const view = createAnswerView({
      model: body.model,
      isElsewhere: !baseUrl.startsWith(location.origin),
      onInspect,
      onRetry: () => void send(),
    });
    log.append(view.root);
    const exchange = await ask({
      connection: { baseUrl, apiKey },
      body,
      noFallback,
      signal: controller.signal,
      onChunk: (chunk) => log.follow(() => view.add(chunk)),
    });
    // A new conversation may have begun meanwhile.
    if (running !== controller) return;
    running = null;
    onRunning(false);
    log.follow(() => view.end(exchange));
    announce(spoken(exchange));
    if (exchange.completion !== null) goOn(exchange.completion);
    onInspect(exchange);
  }

  function goOn(completion: ChatCompletion): void {
    conversation.answered(completion);
    const calls: ToolCall[] = completion.choices[0]?.message.tool_calls ?? [];
    if (calls.length === 0) return;
    const own = settings.read().runTools && roundsAlone < mostRoundsAlone ? ownResults(calls) : null;
    if (own === null) {
      log.append(askForResults(calls, tell));
    } else {
      roundsAlone += 1;
      tell(own);
    }
  }

  function tell(results: ToolResult[]): void {
    log.settle();
    conversation.tell(results);
    for (const { call, content } of results) log.append(turnOf('tool', call.function.name, content));
    void send();
  }

  function request(text: string): Built {
    const asked = conversation.asked();
    if (text === '' && asked.length > 0) return buildRequest(settings.read(), asked);
    const content = text === '' ? 'Say hello.' : text;
    return buildRequest(settings.read(), [...conversation.messages(), { role: 'user', content }]);
  }

  return {
    request,
    say(text) {
      if (text === '' || running !== null) return false;
      const open = log.openForm();
      if (open !== null) {
        complain('The model waits for the results of its tools.');
        open.querySelector('textarea')?.focus();
        return false;
      }
      const { problem } = request(text);
      if (problem !== null) {
        settings.complain(problem);
        return false;
      }
      roundsAlone = 0;
      conversation.say(text);
      log.append(turnOf('user', 'You', text));
      void send();
      return true;
    },
    stop: () => running?.abort(),
    isRunning: () => running !== null,
    clear() {
      running?.abort();
      running = null;
      onRunning(false);
      conversation.clear();
      log.clear();
    },
  };
}

function spoken({ completion, error }: Exchange): string {
  if (completion !== null) return 'The answer is there.';
  return error === null || isStop(error) ? 'Stopped.' : `Failed: ${error.code}.`;
}
