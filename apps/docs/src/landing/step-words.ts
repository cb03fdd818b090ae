/** What each step of the path does, by the name of its file in apps/gateway/src/pipeline. */
export const stepWords: Record<string, string> = {
  authenticate: 'Whose key is it?',
  validate: 'Does the body fit the contract?',
  'resolve-model': 'Which models does the name stand for?',
  'choose-routes': 'Who can do it, and who first?',
  admit: 'Within the limits of the key?',
  book: 'What it may cost is set aside',
  attempt: 'The only call that leaves the program',
  heal: 'Broken JSON is mended, if asked for',
  price: 'Tokens times a dated price',
  record: 'On disk before the last byte',
  reply: 'The end says what became of it',
};
