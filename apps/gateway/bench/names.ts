/** What takes part, by the names in the report. */
export const names = {
  nginx: 'nginx',
  raw: 'raw undici dispatch',
  thin: 'thin gateway',
  parley: 'Parley',
  portkey: 'Portkey 1.15.2',
} as const;
