import '../../styles/tokens.css';
import './frame.css';
import '../playground.css';
import '../answers.css';
import { startPlayground } from '../start.ts';
import { startThemeButton } from './theme-button.ts';

// A gateway serves this page, and is asked at the address under which the reader found it.
const own = new URL('../..', location.href).href;

startThemeButton();
startPlayground(own.replace(/\/$/, ''));
