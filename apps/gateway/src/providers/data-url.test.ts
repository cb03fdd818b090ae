import { expect, test } from 'vitest';
import { parseDataUrl } from './data-url.ts';

test.each([
  ['data:image/png;base64,AAAA', { mimeType: 'image/png', data: 'AAAA' }],
  ['DATA:Image/PNG;BASE64,AAAA', { mimeType: 'image/png', data: 'AAAA' }],
  ['data:text/plain;charset=utf-8;base64,QQ==', { mimeType: 'text/plain', data: 'QQ==' }],
  ['data:;base64,QQ==', { mimeType: 'text/plain', data: 'QQ==' }],
  // Percent-encoded text is a data URL too, and not one that a provider takes.
  ['data:text/plain,hello', null],
  ['data:image/png;base64', null],
  ['https://example.com/a.png', null],
])('%s is read', (url, want) => {
  expect(parseDataUrl(url)).toEqual(want);
});
