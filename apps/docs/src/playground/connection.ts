const names = { baseUrl: 'parley-base-url', apiKey: 'parley-api-key' } as const;

export type Connection = { baseUrl: string; apiKey: string };

/** Where to ask and with which key, as this tab knows it. It is gone with the tab, and no other tab sees it. */
export const keptConnection = (): Partial<Connection> => ({
  ...kept('baseUrl'),
  ...kept('apiKey'),
});

export function keepConnection(connection: Connection): void {
  for (const name of ['baseUrl', 'apiKey'] as const) sessionStorage.setItem(names[name], connection[name]);
}

function kept(name: keyof Connection): Partial<Connection> {
  const value = sessionStorage.getItem(names[name]);
  return value === null ? {} : { [name]: value };
}
