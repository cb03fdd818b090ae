import '../../styles/tokens.css';
import './frame.css';
import '../../styles/api.css';
import './reference.css';
import { showReference } from '../../api/show-reference.ts';
import { startThemeButton } from './theme-button.ts';

startThemeButton();
// A gateway serves this page, and the console sends to it.
showReference({ servers: [{ url: '/', description: 'This gateway' }], persistAuth: false });
