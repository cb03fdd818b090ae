import { at, listAt, textAt } from '../at.ts';
import type { Ability, Check } from '../check.ts';
import { answered, streamed } from '../expect/answered.ts';
import { equal, holds } from '../expect/equal.ts';
import { fitsContract } from '../expect/fits-contract.ts';
import { refused } from '../expect/refused.ts';
import { show } from '../expect/show.ts';
import { startCanary } from './canary.ts';
import { file, image, pixel, sound, text } from './media.ts';

const area = 'multimodal';

type Medium = { number: number; what: string; part: object; ability: Ability };

const media: Medium[] = [
  { number: 1, what: 'An image', part: image, ability: 'vision' },
  { number: 2, what: 'A sound', part: sound, ability: 'audio' },
  { number: 3, what: 'A file', part: file, ability: 'files' },
];

const ofMedium = ({ number, what, part, ability }: Medium): Check[] => [
  {
    id: `I-0${number}`,
    area,
    title: `${what} in a message is taken, and counted among the prompt tokens.`,
    severity: 'must',
    contract: 'openai',
    source: 'UserContentPart',
    needs: ['simulator', ability],
    async run({ chat, modelFor, say }) {
      const model = modelFor(ability);
      const without = await chat({ model, messages: say([text]) });
      const answer = await chat({ model, messages: say([text, part]) });
      const [less, more] = [without, answer].map(({ json }) => Number(at(json, 'usage', 'prompt_tokens')));
      return (
        answered(without) ??
        answered(answer) ??
        holds(Number(more) > Number(less), 'more prompt tokens with it than without', `${more} and ${less}`)
      );
    },
  },
  {
    id: `I-1${number}`,
    area,
    title: `${what} reaches the provider as it was sent, to the byte.`,
    severity: 'must',
    contract: 'openai',
    source: 'UserContentPart',
    needs: ['upstream', ability],
    async run({ chat, modelFor, say, forwarded }) {
      const answer = await chat({ model: modelFor(ability), messages: say([text, part]) });
      const [sent] = forwarded();
      return answered(answer) ?? equal(listAt(sent?.parsed, 'messages').at(-1), ['content'], [text, part]);
    },
  },
  {
    id: `I-2${number}`,
    area,
    title: `${what} for a model that cannot take it is refused, not left out in silence.`,
    severity: 'must',
    contract: 'openai',
    source: 'ErrorCode unsupported_by_model',
    needs: ['simulator'],
    async run({ chat, simulated, say, contract }) {
      const answer = await chat({ model: simulated('sim-small'), messages: say([text, part]) });
      return refused(contract, answer, { status: [400, 404], code: 'unsupported_by_model' });
    },
  },
];

const isDrawn = (images: readonly unknown[]) =>
  holds(
    images.length > 0 && images.every((one) => textAt(one, 'image_url', 'url').startsWith('data:image/png')),
    'images with a data URL',
    show(images),
  );

export const multimodal: Check[] = [
  ...media.flatMap(ofMedium),
  {
    id: 'I-31',
    area,
    title: 'Text in parts is the same as text in one piece.',
    severity: 'must',
    contract: 'openai',
    source: 'TextPart',
    needs: ['simulator'],
    async run({ chat, say }) {
      const answer = await chat({ messages: say([{ type: 'text', text: 'Say: in parts' }]) });
      return answered(answer) ?? equal(answer.json, ['choices', 0, 'message', 'content'], 'in parts');
    },
  },
  {
    id: 'I-32',
    area,
    title: 'Several images and texts keep their order on the way to the provider.',
    severity: 'must',
    contract: 'openai',
    source: 'UserMessage.content',
    needs: ['upstream', 'vision'],
    async run({ chat, modelFor, say, forwarded }) {
      const other = { type: 'text', text: 'And this?' };
      const parts = [image, text, image, other];
      const answer = await chat({ model: modelFor('vision'), messages: say(parts) });
      return answered(answer) ?? equal(listAt(forwarded()[0]?.parsed, 'messages').at(-1), ['content'], parts);
    },
  },
  {
    id: 'I-33',
    area,
    title: 'An image by its address is taken, and reaches the provider.',
    severity: 'must',
    contract: 'openai',
    source: 'ImagePart',
    needs: ['upstream', 'vision'],
    async run({ chat, modelFor, say, forwarded }) {
      const url = 'https://images.example/cat.png?size=2&x=%20';
      const messages = say([text, { type: 'image_url', image_url: { url } }]);
      const answer = await chat({ model: modelFor('vision'), messages });
      const content = listAt(listAt(forwarded()[0]?.parsed, 'messages').at(-1), 'content');
      return answered(answer) ?? equal(content[1], ['image_url', 'url'], url);
    },
  },
  {
    id: 'I-34',
    area,
    title: 'An image at a private address is not fetched by the gateway.',
    severity: 'must',
    contract: 'openai',
    source: 'one-api #2388, new-api GHSA-9f46-w24h-69w4',
    needs: ['upstream', 'vision'],
    async run({ chat, modelFor, say }) {
      const canary = await startCanary();
      const url = `${canary.url}/cat.png`;
      await chat({
        model: modelFor('vision'),
        messages: say([text, { type: 'image_url', image_url: { url } }]),
      });
      await canary.close();
      return holds(canary.requests.length === 0, `no request for ${url}`, show(canary.requests));
    },
  },
  {
    id: 'I-35',
    area,
    title: 'An image of two megabytes is taken.',
    severity: 'should',
    contract: 'openai',
    source: 'ImagePart',
    needs: ['simulator', 'vision'],
    async run({ chat, modelFor, say }) {
      const url = `${pixel.replace(/=+$/, '')}${'A'.repeat(2_000_000)}`;
      const messages = say([text, { type: 'image_url', image_url: { url } }]);
      return answered(await chat({ model: modelFor('vision'), messages }));
    },
  },
  {
    id: 'I-36',
    area,
    title: 'Images that a model draws are in message.images, as data URLs.',
    severity: 'must',
    contract: 'parley',
    source: 'GeneratedImage',
    needs: ['simulator', 'images'],
    async run({ chat, modelFor, say, contract }) {
      const answer = await chat({ model: modelFor('images'), messages: say('Draw a cat.') });
      return (
        answered(answer) ??
        isDrawn(listAt(answer.json, 'choices', 0, 'message', 'images')) ??
        fitsContract(contract, 'createChatCompletion', answer)
      );
    },
  },
  {
    id: 'I-37',
    area,
    title: 'In a stream drawn images are in delta.images.',
    severity: 'must',
    contract: 'parley',
    source: 'ChunkDelta.images',
    needs: ['simulator', 'images'],
    async run({ stream, modelFor, say }) {
      const answer = await stream({ model: modelFor('images'), messages: say('Draw a cat.') });
      const images = answer.events.flatMap(({ data }) => listAt(data, 'choices', 0, 'delta', 'images'));
      return streamed(answer) ?? isDrawn(images);
    },
  },
  {
    id: 'I-38',
    area,
    title: 'What a search found is in message.annotations, with its place in the text.',
    severity: 'must',
    contract: 'openai',
    source: 'Annotation',
    needs: ['simulator', 'search'],
    async run({ chat, modelFor, say }) {
      const answer = await chat({ model: modelFor('search'), messages: say('Why is the sky blue?') });
      const message = at(answer.json, 'choices', 0, 'message');
      const found = listAt(message, 'annotations').map((annotation) => at(annotation, 'url_citation'));
      const isPlaced = (citation: unknown) => {
        const place = [at(citation, 'start_index'), at(citation, 'end_index')].map(Number);
        return textAt(message, 'content').slice(place[0], place[1]).includes(textAt(citation, 'url'));
      };
      return (
        answered(answer) ??
        holds(
          found.length > 0 && found.every(isPlaced),
          'annotations of what stands in the text',
          show(found),
        )
      );
    },
  },
];
