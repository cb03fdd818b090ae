import { at, listAt, textAt } from '../at.ts';
import type { Check } from '../check.ts';
import { answered, streamed } from '../expect/answered.ts';
import { assemble, choicesOf } from '../expect/assemble.ts';
import { equal, holds } from '../expect/equal.ts';
import { refused } from '../expect/refused.ts';
import { show } from '../expect/show.ts';
import { type Finding, mismatch } from '../finding.ts';
import { parseJson } from '../http/parse-json.ts';
import { healing } from './healing.ts';

const area = 'structured';
const source = 'ResponseFormatJsonSchema';
const ask = 'Tell me of a city, as JSON.';

type Form = {
  id: string;
  what: string;
  schema: object;
  fits(value: unknown): boolean;
};

const object = (properties: Record<string, object>, more: object = {}) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});

const isNumber = (value: unknown): boolean => typeof value === 'number';
const isText = (value: unknown): boolean => typeof value === 'string';

const city = object({ name: { type: 'string' }, people: { type: 'integer' } });

const cityForm: Form = {
  id: 'J-10',
  what: 'texts and whole numbers',
  schema: city,
  fits: (value) => isText(at(value, 'name')) && Number.isInteger(at(value, 'people')),
};

const forms: Form[] = [
  cityForm,
  {
    id: 'J-11',
    what: 'one of several words',
    schema: object({ sky: { type: 'string', enum: ['clear', 'cloudy'] } }),
    fits: (value) => ['clear', 'cloudy'].includes(textAt(value, 'sky')),
  },
  {
    id: 'J-12',
    what: 'lists of objects',
    schema: object({ stops: { type: 'array', minItems: 2, maxItems: 3, items: city } }),
    fits: (value) =>
      listAt(value, 'stops').length >= 2 && listAt(value, 'stops').every((stop) => isText(at(stop, 'name'))),
  },
  {
    id: 'J-13',
    what: 'what may be null',
    schema: object({ mayor: { type: ['string', 'null'] }, open: { type: 'boolean' } }),
    fits: (value) =>
      (at(value, 'mayor') === null || isText(at(value, 'mayor'))) && typeof at(value, 'open') === 'boolean',
  },
  {
    id: 'J-14',
    what: 'definitions that are referred to',
    schema: object(
      { from: { $ref: '#/$defs/place' }, to: { $ref: '#/$defs/place' } },
      { $defs: { place: object({ latitude: { type: 'number' } }) } },
    ),
    fits: (value) => isNumber(at(value, 'from', 'latitude')) && isNumber(at(value, 'to', 'latitude')),
  },
  {
    id: 'J-15',
    what: 'one form or another',
    schema: object({
      fare: { anyOf: [object({ euros: { type: 'number' } }), object({ free: { type: 'boolean' } })] },
    }),
    fits: (value) => isNumber(at(value, 'fare', 'euros')) || typeof at(value, 'fare', 'free') === 'boolean',
  },
];

const formatOf = (schema: object, more: object = {}) => ({
  type: 'json_schema',
  json_schema: { name: 'city', schema, ...more },
});

const isFit = (content: string, { what, fits }: Form): Finding | null =>
  fits(parseJson(content)) ? null : mismatch(`content in JSON that fits a schema of ${what}`, show(content));

const keepsSchema = (form: Form): Check => ({
  id: form.id,
  area,
  title: `An answer with a json_schema is JSON that fits it: ${form.what}.`,
  severity: 'must',
  contract: 'openai',
  source,
  needs: ['simulator'],
  async run({ chat, say }) {
    const answer = await chat({ messages: say(ask), response_format: formatOf(form.schema) });
    return answered(answer) ?? isFit(choicesOf(answer)[0]?.content ?? '', form);
  },
});

const isObject = (content: string): Finding | null => {
  const value = parseJson(content);
  const isIt = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isIt ? null : mismatch('content that is a JSON object', show(content));
};

export const structured: Check[] = [
  {
    id: 'J-01',
    area,
    title: 'An answer with response_format json_object is a JSON object.',
    severity: 'must',
    contract: 'openai',
    source: 'ResponseFormatJsonObject',
    async run({ chat, say }) {
      const answer = await chat({ messages: say(ask), response_format: { type: 'json_object' } });
      return answered(answer) ?? isObject(choicesOf(answer)[0]?.content ?? '');
    },
  },
  {
    id: 'J-02',
    area,
    title: 'A stream with response_format json_object is a JSON object when put together.',
    severity: 'must',
    contract: 'openai',
    source: 'ResponseFormatJsonObject',
    async run({ stream, say }) {
      const answer = await stream({ messages: say(ask), response_format: { type: 'json_object' } });
      return streamed(answer) ?? isObject(assemble(answer)[0]?.content ?? '');
    },
  },
  {
    id: 'J-03',
    area,
    title: 'response_format text is the same as none.',
    severity: 'must',
    contract: 'openai',
    source: 'ResponseFormatText',
    needs: ['simulator'],
    async run({ chat, say }) {
      const answer = await chat({ messages: say('Say: plain words'), response_format: { type: 'text' } });
      return answered(answer) ?? equal(answer.json, ['choices', 0, 'message', 'content'], 'plain words');
    },
  },
  ...forms.map(keepsSchema),
  {
    id: 'J-20',
    area,
    title: 'A stream with a json_schema fits it when put together.',
    severity: 'must',
    contract: 'openai',
    source,
    needs: ['simulator'],
    async run({ stream, say }) {
      const answer = await stream({ messages: say(ask), response_format: formatOf(city) });
      return streamed(answer) ?? isFit(assemble(answer)[0]?.content ?? '', cityForm);
    },
  },
  {
    id: 'J-21',
    area,
    title: 'A json_schema with strict and a description is taken.',
    severity: 'must',
    contract: 'openai',
    source,
    needs: ['simulator'],
    async run({ chat, say }) {
      const format = formatOf(city, { strict: true, description: 'A city and how many live there' });
      const answer = await chat({ messages: say(ask), response_format: format });
      return answered(answer) ?? isFit(choicesOf(answer)[0]?.content ?? '', cityForm);
    },
  },
  {
    id: 'J-22',
    area,
    title: 'JSON that max_tokens cut short says finish_reason length, and is not closed in secret.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatChoice.finish_reason',
    needs: ['simulator'],
    async run({ chat, say }) {
      const body = { messages: say(ask), response_format: formatOf(city), max_tokens: 5 };
      const answer = await chat(body);
      const content = choicesOf(answer)[0]?.content ?? '';
      return (
        answered(answer) ??
        equal(answer.json, ['choices', 0, 'finish_reason'], 'length') ??
        holds(parseJson(content) === undefined, 'JSON that breaks off, as the model did', show(content))
      );
    },
  },
  {
    id: 'J-23',
    area,
    title: 'A model that cannot keep to a schema refuses one, and does not answer in prose.',
    severity: 'must',
    contract: 'openai',
    source: 'ChatCompletionRequest.response_format',
    needs: ['simulator'],
    async run({ chat, say, simulated, contract }) {
      const model = simulated('sim-fast');
      const answer = await chat({ model, messages: say(ask), response_format: formatOf(city) });
      const named = { code: 'unsupported_by_model', param: 'response_format' };
      return refused(contract, answer, { status: [400, 404], ...named });
    },
  },
  ...healing,
];
