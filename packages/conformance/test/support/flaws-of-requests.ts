import { calls, type FlawRow, rewritten, without, withParts } from './flaw.ts';
import type { Flaw } from './plain-gateway.ts';

const withoutNothings: Flaw = {
  request: (body) =>
    Object.fromEntries(Object.entries(body).filter(([, value]) => value !== 0 && value !== false)),
};

const small: Flaw = { request: (body) => (JSON.stringify(body).length > 1_000_000 ? {} : body) };

export const flawsOfRequests: FlawRow[] = [
  [
    'leaves out the parts that it does not know',
    'multimodal',
    withParts((parts) => parts.filter(({ type }) => type === 'text')),
    'I-01 I-11 I-21 I-02 I-12 I-22 I-03 I-13 I-23 I-32 I-33',
  ],
  [
    'puts the parts of a message in another order',
    'multimodal',
    withParts((parts) => parts.toReversed()),
    'I-11 I-12 I-13 I-32 I-33',
  ],
  ['loses the text of parts', 'multimodal', rewritten(/Say: in parts/, 'Say: something'), 'I-31'],
  ['rewrites the addresses of images', 'multimodal', rewritten(/\?size=2&x=%20/g, ''), 'I-33'],
  ['fetches images', 'multimodal', calls(/"url":"(http:[^"]*)"/), 'I-34'],
  ['has no room for images', 'multimodal', small, 'I-35'],
  ['drops stop', 'forwarding', without('stop'), 'P-07 P-08 P-61'],
  ['drops seed and temperature', 'forwarding', without('seed', 'temperature'), 'P-01 P-09 P-30 P-32 P-61'],
  ['takes zeros for nothing', 'forwarding', withoutNothings, 'P-20 P-30 P-31 P-32 P-33'],
  ['makes up a temperature', 'forwarding', { request: (body) => ({ temperature: 1, ...body }) }, 'P-60'],
  ['asks twice', 'forwarding', { twice: true }, 'P-62'],
  ['goes where the request says', 'forwarding', calls(/"api_base":"([^"]*)"/), 'P-80'],
  ['trims texts', 'forwarding', rewritten(/"content":" +/g, '"content":"'), 'P-71'],
  ['loses names', 'forwarding', rewritten(/,"name":"Ada"/g, ''), 'P-72'],
  ['writes arguments anew', 'forwarding', rewritten(/\\"days\\": 1.0/g, '\\"days\\":1'), 'P-75'],
  [
    'covers up what broke',
    'faults',
    { coversUp: true },
    'F-68 F-71 F-72 F-73 F-74 F-75 F-76 F-78 F-79 F-98 F-99',
  ],
  [
    'passes on what broke, as a 200',
    'faults',
    { passesOn: 200 },
    'F-01 F-51 F-02 F-52 F-03 F-53 F-04 F-54 F-05 F-55 F-06 F-56 F-07 F-57 F-08 F-58 F-09 F-59 F-10 F-60 F-11 F-61 F-12 F-62 F-13 F-63 F-14 F-64 F-15 F-65 F-18 F-21 F-22 F-23 F-24 F-25 F-26 F-48',
  ],
  [
    'passes on what broke, as a 502',
    'faults',
    { passesOn: 502 },
    'F-01 F-51 F-02 F-52 F-03 F-53 F-07 F-57 F-14 F-64 F-15 F-65 F-21 F-22 F-23 F-24 F-25 F-48',
  ],
  [
    'loses the end of streams',
    'faults',
    { answer: (text) => text.replace('data: [DONE]\n\n', '') },
    'F-81 F-82 F-83 F-84 F-85 F-86 F-87 F-88 F-90 F-91 F-92 F-89 F-97',
  ],
];
