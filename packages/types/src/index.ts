export type { paths } from './generated/paths.gen.ts';
export type * from './generated/types.gen.ts';
