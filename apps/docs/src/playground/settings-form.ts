import { type Connection, keepConnection, keptConnection } from './connection.ts';
import { find } from './element.ts';
import { listModels } from './list-models.ts';
import { readSettings, type Settings } from './settings.ts';
import type { Start } from './starts.ts';

export type SettingsForm = {
  read(): Settings;
  /** Shows the reader the field that can't be sent. */
  complain(about: { field: keyof Settings; message: string }): void;
  /** Takes back what was complained about. */
  accept(): void;
  /** Sets the fields that a first request needs, and shows them. */
  set(settings: Start['settings']): void;
};

/** The form beside the conversation. `onInput` is told of each change. */
export function connectSettings(root: ParentNode, baseUrl: string, onInput: () => void): SettingsForm {
  const form = find(root, '#settings', HTMLFormElement);
  const problem = find(root, '#problem', HTMLElement);
  const fold = find(root, '#fold', HTMLButtonElement);
  const state = find(root, '#connection', HTMLElement);
  const list = find(root, '#models', HTMLDataListElement);
  const fields = (name: string) => [...form.querySelectorAll<Field>(`[name="${name}"]`)];
  const read = () => readSettings(form);
  const unfold = (open: boolean) => fold.setAttribute('aria-expanded', String(open));
  const open = (field: Field | undefined) => {
    const group = field?.closest('details');
    if (group) group.open = true;
  };

  async function connect(): Promise<void> {
    const connection: Connection = { baseUrl: read().baseUrl, apiKey: read().apiKey };
    keepConnection(connection);
    state.textContent = await listModels(connection, list);
  }

  const asked = new URLSearchParams(location.search).get('model');
  const known = { baseUrl, ...keptConnection(), ...(asked === null ? {} : { model: asked }) };
  for (const [name, value] of Object.entries(known)) for (const field of fields(name)) field.value = value;
  fold.addEventListener('click', () => unfold(fold.getAttribute('aria-expanded') !== 'true'));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', onInput);
  for (const field of [...fields('baseUrl'), ...fields('apiKey')])
    field.addEventListener('change', () => void connect());
  void connect();

  return {
    read,
    complain({ field, message }) {
      const [wrong] = fields(field);
      problem.textContent = message;
      wrong?.setAttribute('aria-invalid', 'true');
      open(wrong);
      unfold(true);
      wrong?.focus();
    },
    accept() {
      problem.textContent = '';
      for (const wrong of form.querySelectorAll('[aria-invalid]')) wrong.removeAttribute('aria-invalid');
    },
    set({ tools = [], ...values }) {
      for (const [name, value] of Object.entries({ ...unset, ...values })) {
        for (const field of fields(name)) {
          if (value === true) setChecked(field, true);
          else field.value = String(value);
          if (Object.hasOwn(values, name)) open(field);
        }
      }
      for (const field of fields('tools')) {
        setChecked(field, tools.includes(field.value));
        if (tools.length > 0) open(field);
      }
      onInput();
    },
  };
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const unset = { format: '', more: '' };

function setChecked(field: Field, checked: boolean): void {
  if (field instanceof HTMLInputElement) field.checked = checked;
}
