// By the names that the contract's schemas call them.
export { isDate as date } from '../src/is-date.ts';
