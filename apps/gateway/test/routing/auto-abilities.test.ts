// What a request brings along, or wants back, decides which model `auto` picks: the cheapest of those that can.
import type { UserContentPart } from '@parley/types';
import { expect, test } from 'vitest';
import { chooser, type Given } from '../support/chooser.ts';
import { passedOver } from '../support/passed-over.ts';
import { shop, shopAdapters } from '../support/shop.ts';

const choose = chooser({ models: shop, adapters: shopAdapters });
const tool = { type: 'function' as const, function: { name: 'f' } };
const said = (...content: UserContentPart[]): Given => ({
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Look.' }, ...content] }],
});
const image: UserContentPart = { type: 'image_url', image_url: { url: 'https://example.test/a.png' } };
const sound: UserContentPart = { type: 'input_audio', input_audio: { data: 'AA==', format: 'wav' } };
const paper: UserContentPart = { type: 'file', file: { file_data: 'data:application/pdf;base64,AA==' } };
const heavy: UserContentPart = {
  type: 'image_url',
  image_url: { url: `data:image/png;base64,${'A'.repeat(4_000_000)}` },
};
const jsonSchema = { type: 'json_schema', json_schema: { name: 'x', schema: {} } } as const;

/** The model that is picked, and why the cheaper ones are not: as `passedOver` says it. */
const rows: [what: string, given: Given, picked: string, because: string][] = [
  ['tools', { tools: [tool] }, 'acme/gratis-tools', 'tools: gratis'],
  ['no tools', { tools: [] }, 'acme/gratis', ''],
  [
    'an image',
    said(image),
    'acme/eyes',
    'messages[0].content[1]: caller gratis gratis-tools musing mute schema tiny flash caller',
  ],
  [
    'a heavy image, which is no long text',
    said(heavy),
    'acme/eyes',
    'messages[0].content[1]: caller gratis gratis-tools musing mute schema tiny flash caller',
  ],
  [
    'sound',
    said(sound),
    'acme/ears',
    'messages[0].content[1]: caller eyes gratis gratis-tools musing mute schema tiny flash caller caller',
  ],
  [
    'a document',
    said(paper),
    'acme/reader',
    'messages[0].content[1]: caller ears eyes gratis gratis-tools musing mute schema tiny flash caller caller',
  ],
  [
    'an image and a document',
    said(image, paper),
    'acme/reader',
    'messages[0].content[1]: caller ears gratis gratis-tools musing mute schema tiny flash caller caller, messages[0].content[2]: eyes',
  ],
  [
    'an image and sound',
    said(image, sound),
    'acme/everything',
    'modalities: painter, messages[0].content[1]: budgeter caller ears finder gratis gratis-tools long musing mute schema thinker tiny careful flash caller caller, messages[0].content[2]: eyes reader',
  ],
  [
    'an image and tools',
    { ...said(image), tools: [tool] },
    'acme/everything',
    'modalities: painter, messages[0].content[1]: budgeter caller ears finder gratis gratis-tools long musing mute schema thinker tiny careful flash caller caller, tools: eyes reader',
  ],
  [
    'a JSON object',
    { response_format: { type: 'json_object' } },
    'acme/mute',
    'response_format: gratis gratis-tools musing tiny flash',
  ],
  [
    'a JSON object, streamed',
    { response_format: { type: 'json_object' }, stream: true },
    'acme/caller',
    'stream: mute, response_format: gratis gratis-tools musing tiny flash',
  ],
  [
    'JSON by a schema',
    { response_format: jsonSchema },
    'acme/schema',
    'response_format: caller gratis gratis-tools musing mute tiny flash caller',
  ],
  ['plain text', { response_format: { type: 'text' } }, 'acme/gratis', ''],
  [
    'JSON by a schema, and an image',
    { ...said(image), response_format: jsonSchema },
    'acme/everything',
    'modalities: painter, messages[0].content[1]: budgeter caller ears finder gratis gratis-tools long musing mute schema thinker tiny careful flash caller caller, response_format: eyes reader',
  ],
  [
    'images in the answer',
    { modalities: ['text', 'image'] },
    'acme/painter',
    'modalities: budgeter caller ears eyes finder gratis gratis-tools long musing mute reader schema thinker tiny careful flash caller caller',
  ],
  ['text in the answer', { modalities: ['text'] }, 'acme/gratis', ''],
  [
    'sound in the answer, which a wire rejects',
    { audio: { voice: 'a', format: 'mp3' }, max_tokens: 1_001 },
    'acme/musing',
    'max_tokens: gratis gratis-tools tiny, audio: flash',
  ],
];

test.each(rows)('%s', (_what, given, picked, because) => {
  const choice = choose('auto', given);
  expect([choice.candidates[0]?.id, passedOver(choice)]).toEqual([picked, because]);
  expect(choice.selection).toBe(choice.candidates.length === 1 ? 'only_candidate' : 'cheapest');
});
