export { ParleyError } from '@parley/client';
export { createParley, type ParleyProvider, type ParleyProviderSettings } from './create-parley.ts';
export type { ParleyErrorData } from './error.ts';
export type { ParleyOptions, ParleyPartOptions } from './options.ts';
export { type ParleyMetadata, readParleyMetadata } from './provider-metadata.ts';
