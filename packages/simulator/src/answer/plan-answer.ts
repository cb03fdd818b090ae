import { hash, randomFrom } from '../random.ts';
import { type Tokenizer, tokensOf } from '../tokenizer.ts';
import type { Answer, Choice } from './answer.ts';
import { chooseTools } from './choose-tools.ts';
import { citationsIn } from './citations.ts';
import { cutAtStop } from './cut-at-stop.ts';
import { drawImage } from './draw-image.ts';
import { planToolCalls } from './plan-tool-calls.ts';
import type { Question } from './question.ts';
import { writeReasoning } from './write-reasoning.ts';
import { writeText } from './write-text.ts';

const YEAR_2025 = 1_735_689_600;
const SECONDS_PER_YEAR = 31_536_000;

/** The answer to a question: the same one every time. */
export function planAnswer(question: Question, tokenizer: Tokenizer): Answer {
  const choices = Array.from({ length: question.choices }, (_, index) =>
    planChoice(question, `${question.contentKey}/${index}`, tokenizer),
  );
  const id = hash(question.requestKey).slice(0, 32);
  return {
    model: question.model.id,
    id,
    createdAt: YEAR_2025 + (Number.parseInt(id.slice(0, 8), 16) % SECONDS_PER_YEAR),
    choices,
    blocked: false,
    usage: {
      promptTokens: question.promptTokens,
      cachedTokens: question.cachedTokens,
      cacheWriteTokens: question.cacheWriteTokens,
      completionTokens: choices.reduce((sum, choice) => sum + completionTokens(choice), 0),
      reasoningTokens: choices.reduce((sum, choice) => sum + tokensOf(choice.reasoning), 0),
    },
  };
}

/** All tokens of a choice, those of its reasoning included. */
export function completionTokens(choice: Choice): number {
  const calls = choice.toolCalls.map((call) => call.nameTokens + tokensOf(call.arguments));
  const images = choice.images.map((image) => image.tokens);
  return [...calls, ...images].reduce(
    (sum, tokens) => sum + tokens,
    tokensOf(choice.reasoning) + tokensOf(choice.text ?? []),
  );
}

function planChoice(question: Question, key: string, tokenizer: Tokenizer): Choice {
  const random = randomFrom(key);
  const { model } = question;
  const limit = Math.min(
    question.maxTokens ?? model.outputLimitTokens,
    model.outputLimitTokens,
    model.contextWindowTokens - question.promptTokens,
  );

  const reasoning = writeReasoning(question, random, { tokenizer, limit });
  const left = limit - tokensOf(reasoning);
  const said = { reasoning, citations: [], images: [], stoppedBy: null };

  const tools = chooseTools(question);
  if (tools.length > 0) {
    const { toolCalls, cut } = planToolCalls(tools, question, { key, tokenizer, limit: left });
    return { ...said, text: null, toolCalls, finish: cut ? 'length' : 'tool_calls' };
  }

  const images = question.draws ? [drawImage(random)] : [];
  const imageTokens = images.reduce((sum, image) => sum + image.tokens, 0);
  if (imageTokens > left) return { ...said, text: [], toolCalls: [], finish: 'length' };

  const { text, stoppedBy } = cutAtStop(writeText(question, random), question.stop);
  const { pieces, cut } = tokenizer.split(text, left - imageTokens);
  return {
    reasoning,
    text: pieces,
    toolCalls: [],
    citations: question.searches ? citationsIn(pieces) : [],
    images,
    finish: cut ? 'length' : 'stop',
    stoppedBy: cut ? null : stoppedBy,
  };
}
