import { headersFor } from './ask.ts';
import { connectCode } from './code-view.ts';
import { find } from './element.ts';
import { explainRoute } from './explain-route.ts';
import { inspectExchange } from './inspect-exchange.ts';
import { connectLog } from './message-log.ts';
import { connectSettings } from './settings-form.ts';
import { starts } from './starts.ts';
import { connectTabs } from './tabs.ts';
import { createTalk } from './talk.ts';

/** Makes the playground work. `baseUrl` is the gateway that is asked until the reader names another. */
export function startPlayground(baseUrl: string): void {
  const root = find(document, '#playground', HTMLElement);
  const composer = find(root, '#composer', HTMLFormElement);
  const question = find(root, '#question', HTMLTextAreaElement);
  const sendButton = find(root, '#send', HTMLButtonElement);
  const said = find(root, '#said', HTMLElement);
  const problem = find(root, '#problem', HTMLElement);
  const answerPanel = find(root, '#view-answer', HTMLElement);
  const explained = find(root, '#explained', HTMLElement);
  const untouched = [...answerPanel.childNodes];

  const settings = connectSettings(root, baseUrl, () => code.refresh());
  const showTab = connectTabs(find(root, '#views', HTMLElement));
  const talk = createTalk({
    settings,
    log: connectLog(root),
    onRunning(isRunning) {
      sendButton.textContent = isRunning ? 'Stop' : 'Send';
      sendButton.classList.toggle('stop', isRunning);
    },
    onInspect(exchange) {
      answerPanel.replaceChildren(...inspectExchange(exchange));
      showTab('tab-answer');
      code.refresh();
    },
    announce(sentence) {
      said.textContent = sentence;
    },
    complain(sentence) {
      problem.textContent = sentence;
    },
  });
  const request = () => talk.request(question.value.trim());
  const code = connectCode(root, () => {
    const { body, problem } = request();
    if (body === null) return `${problem.field}: ${problem.message}`;
    const { baseUrl, noFallback } = settings.read();
    return { baseUrl, body, headers: headersFor(noFallback) };
  });
  code.refresh();

  const say = () => {
    if (talk.say(question.value.trim())) question.value = '';
  };
  composer.addEventListener('submit', (event) => {
    event.preventDefault();
    if (talk.isRunning()) talk.stop();
    else say();
  });
  question.addEventListener('input', () => code.refresh());
  question.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    say();
  });
  for (const button of root.querySelectorAll<HTMLElement>('[data-start]'))
    button.addEventListener('click', () => {
      const start = starts[button.dataset['start'] ?? ''];
      if (start === undefined) return;
      settings.set(start.settings);
      talk.say(start.question);
    });
  find(root, '#clear', HTMLButtonElement).addEventListener('click', () => {
    talk.clear();
    answerPanel.replaceChildren(...untouched);
    problem.textContent = '';
    question.focus();
    code.refresh();
  });
  find(root, '#explain', HTMLButtonElement).addEventListener('click', async () => {
    const { body, problem } = request();
    if (body === null) return settings.complain(problem);
    const { baseUrl, apiKey, noFallback } = settings.read();
    explained.replaceChildren(...(await explainRoute({ baseUrl, apiKey }, body, noFallback)));
  });
}
