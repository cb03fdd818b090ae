import type { Filters, Order } from './filter-models.ts';
import { abilities } from './model-row.ts';

const orders: readonly Order[] = ['name', 'newest', 'input', 'output', 'context'];

/** What the form of filters says. */
export function readFilters(form: HTMLFormElement): Filters {
  const data = new FormData(form);
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const number = (name: string): number | null => (text(name) === '' ? null : Number(text(name)));
  return {
    words: text('q'),
    provider: text('provider'),
    abilities: abilities.filter((ability) => data.getAll('can').includes(ability)),
    mostInput: number('price'),
    leastContext: number('context'),
    free: data.has('free'),
    available: data.has('on'),
    order: orders.find((order) => order === text('sort')) ?? 'newest',
  };
}

/** The form's fields in the address, so that a choice can be sent to somebody; what is as at first stays out of it. */
export function keepInAddress(form: HTMLFormElement): void {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value !== '' && !(name === 'sort' && value === 'newest'))
      query.append(name, value);
  }
  const text = query.size === 0 ? '' : `?${query}`;
  history.replaceState(null, '', `${location.pathname}${text}${location.hash}`);
}

/** Sets the form's fields as the address says. */
export function takeFromAddress(form: HTMLFormElement): void {
  for (const [name, value] of new URLSearchParams(location.search)) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field instanceof HTMLSelectElement) field.value = value;
      else if (field instanceof HTMLInputElement) {
        if (field.type !== 'checkbox') field.value = value;
        else if (field.value === value) field.checked = true;
      }
    }
  }
}
