import { isDate } from '../src/is-date.ts';
import { isDateTime } from '../src/is-date-time.ts';

// By the names that the contract's schemas call them.
export { isDate as date, isDateTime as 'date-time' };
