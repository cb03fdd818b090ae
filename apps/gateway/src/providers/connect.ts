import type { ProviderConfig } from '../config.ts';
import type { Provider } from './provider.ts';

export type Environment = { [name: string]: string | undefined };

export type Connection = {
  baseUrl: string;
  /** Signs requests where no key is configured. */
  sign?: Provider['sign'];
};

/** Works out where a provider is and how to sign, when that takes more than a key. `null`: what it needs isn't there. */
export type Connect = (given: ProviderConfig, environment: Environment) => Connection | null;
