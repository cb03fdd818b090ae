import type { Random } from '../random.ts';
import { jsonFromSchema } from './json-from-schema.ts';
import { answerObviousAsk } from './obvious-asks.ts';
import { lastUserText, type Question } from './question.ts';
import { quote } from './quote.ts';

const openings = ['Here is a simulated answer to', 'You wrote', 'I read', 'This answers'] as const;

const sentences = [
  'It was made up by a simulator, so nothing in it is worth believing.',
  'The same request gets the same words every time.',
  'A different seed would have given different ones.',
  'No model was asked, and nobody was billed.',
  'The tokens were counted by a real tokenizer.',
  'Ask it to count to ten, to add two numbers, or to say a sentence, and it will.',
  'An app that copes with this answer copes with most.',
] as const;

const sources = [
  ['The Simulated Encyclopedia', 'https://encyclopedia.example.org/entry'],
  ['Example News', 'https://news.example.com/today'],
  ['Notes on Nothing', 'https://notes.example.net/nothing'],
] as const;

/** What the model says: about what it was asked, in the form it was asked for. */
export function writeText(question: Question, random: Random): string {
  const prompt = lastUserText(question);
  const { form } = question;
  if (form.kind === 'schema') return JSON.stringify(jsonFromSchema(form.schema, { random, prompt }));
  if (form.kind === 'json')
    return JSON.stringify({ question: quote(prompt), answer: writeProse(question, random) });
  return writeProse(question, random);
}

function writeProse(question: Question, random: Random): string {
  const prompt = lastUserText(question);
  const obvious = question.turns.at(-1)?.role === 'tool' ? null : answerObviousAsk(prompt, random);
  const parts = obvious === null ? [...aboutTools(question), ...about(prompt, random)] : [obvious];
  const attachments = question.turns.reduce((sum, turn) => sum + turn.attachments, 0);
  if (attachments > 0) parts.push(`I was given ${attachments} attachment${attachments === 1 ? '' : 's'}.`);
  if (question.searches) parts.push(...citing(random));
  if (question.draws) parts.push('I drew a picture of it.');
  return parts.join(' ');
}

function about(prompt: string, random: Random): string[] {
  const first = random.integer(0, sentences.length - 1);
  const length = random.integer(2, 4);
  const said = Array.from({ length }, (_, index) => sentences[(first + index) % sentences.length] ?? '');
  return [`${random.pick(openings)} ${quote(prompt)}.`, ...said];
}

/** Quotes the tool results at the end of the conversation. */
function aboutTools({ turns }: Question): string[] {
  const lastOther = turns.findLastIndex((turn) => turn.role !== 'tool');
  return turns.slice(lastOther + 1).map((turn) => `The tool answered ${quote(turn.text)}.`);
}

function citing(random: Random): string[] {
  return sources
    .slice(0, random.integer(1, sources.length))
    .map(([title, url]) => `See [${title}](${url}?source=simulator).`);
}
