import '../../styles/tokens.css';
import './frame.css';
import '../playground.css';
import '../answers.css';
import { find } from '../element.ts';
import { startPlayground } from '../start.ts';

// A gateway serves this page, and is asked at the address under which the reader found it.
const own = new URL('../..', location.href).href;

find(document, '#theme', HTMLButtonElement).addEventListener('click', () => {
  const { dataset } = document.documentElement;
  dataset['theme'] = dataset['theme'] === 'dark' ? 'light' : 'dark';
  localStorage.setItem('starlight-theme', dataset['theme']);
});

startPlayground(own.replace(/\/$/, ''));
