import { at, textAt } from '../at.ts';
import type { Check } from '../check.ts';
import { answered, streamed } from '../expect/answered.ts';
import { assemble, choicesOf, streamMetadata } from '../expect/assemble.ts';
import { equal, holds } from '../expect/equal.ts';
import { show } from '../expect/show.ts';
import { parseJson } from '../http/parse-json.ts';

const area = 'structured';
const source = 'PluginReport';
const plugins = [{ id: 'response-healing' }];
const response_format = { type: 'json_object' };
const ask = 'Tell me of a city, as JSON.';
const report = ['plugins', 'response-healing', 'applied'];

type Broken = { id: string; fault: string; what: string };

const broken: Broken[] = [
  { id: 'J-31', fault: 'fault-fenced-json', what: 'stands in a Markdown fence' },
  { id: 'J-32', fault: 'fault-broken-json', what: 'lacks its last bracket' },
];

const isObject = (content: string) => {
  const value = parseJson(content);
  return holds(typeof value === 'object' && value !== null, 'content that is a JSON object', show(content));
};

const heals = ({ id, fault, what }: Broken): Check[] => [
  {
    id,
    area,
    title: `With response-healing JSON that ${what} is made whole, and metadata says so.`,
    severity: 'must',
    contract: 'parley',
    source,
    needs: ['simulator'],
    async run({ chat, simulated, say }) {
      const answer = await chat({ model: simulated(fault), messages: say(ask), response_format, plugins });
      return (
        answered(answer) ??
        isObject(choicesOf(answer)[0]?.content ?? '') ??
        equal(at(answer.json, 'metadata'), report, true)
      );
    },
  },
  {
    id: id.replace('J-3', 'J-4'),
    area,
    title: `A stream of JSON that ${what} is made whole with response-healing, too.`,
    severity: 'must',
    contract: 'parley',
    source,
    needs: ['simulator'],
    async run({ stream, simulated, say }) {
      const answer = await stream({ model: simulated(fault), messages: say(ask), response_format, plugins });
      return (
        streamed(answer) ??
        isObject(assemble(answer)[0]?.content ?? '') ??
        equal(streamMetadata(answer), report, true)
      );
    },
  },
];

/** JSON that the model got wrong: put right when asked, and only then. */
export const healing: Check[] = [
  {
    id: 'J-30',
    area,
    title: 'Without response-healing an answer comes as the model wrote it, broken or not.',
    severity: 'must',
    contract: 'openai',
    source: 'no silent healing',
    needs: ['simulator'],
    async run({ chat, simulated, say }) {
      const answer = await chat({
        model: simulated('fault-fenced-json'),
        messages: say(ask),
        response_format,
      });
      const content = choicesOf(answer)[0]?.content ?? '';
      return (
        answered(answer) ?? holds(content.includes('```json'), 'the fence as it was written', show(content))
      );
    },
  },
  ...broken.flatMap(heals),
  {
    id: 'J-33',
    area,
    title: 'With response-healing JSON that is whole is left alone, and metadata says that nothing was done.',
    severity: 'must',
    contract: 'parley',
    source,
    needs: ['simulator'],
    async run({ chat, say }) {
      const messages = say(ask);
      const plain = await chat({ messages, response_format });
      const answer = await chat({ messages, response_format, plugins });
      const content = ['choices', 0, 'message', 'content'];
      return (
        answered(plain) ??
        answered(answer) ??
        equal(answer.json, content, textAt(plain.json, ...content)) ??
        equal(at(answer.json, 'metadata'), report, false)
      );
    },
  },
  {
    id: 'J-34',
    area,
    title: 'Without a JSON response_format response-healing touches nothing.',
    severity: 'must',
    contract: 'parley',
    source,
    needs: ['simulator'],
    async run({ chat, say }) {
      const text = 'Here: ```json\n{"a":1,}\n```';
      const answer = await chat({ messages: say(`Say: ${text}`), plugins });
      return answered(answer) ?? equal(answer.json, ['choices', 0, 'message', 'content'], text);
    },
  },
];
