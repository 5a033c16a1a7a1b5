/** Everything the first picture does without, and its words: loaded right after it stands. */
import looks from '../styles/later.css?inline';

export { loadLaterTexts } from '../i18n/later/texts.ts';
export { mover } from '../move.ts';
export { writerOf } from '../runs.ts';
export { Avatar } from './Avatar.tsx';
export { Away } from './Away.tsx';
export { CodeCard } from './CodeCard.tsx';
export { Elsewhere } from './Elsewhere.tsx';
export { EmojiButton } from './EmojiButton.tsx';
export { Clip, fileView } from './FilePage.tsx';
export { makeFiles } from './files.ts';
export { Jump } from './Jump.tsx';
export { Log } from './Log.tsx';
export { pageFor } from './page-for.tsx';
export { Privacy } from './Privacy.tsx';
export { Misplaced, Refused } from './Refused.tsx';
export { Returned } from './Returned.tsx';
export { Topics, unsaid } from './Topics.tsx';
export { Waiting } from './Waiting.tsx';

/** Their looks come in the same file: no network can bring the one without the other. */
const sheet = new CSSStyleSheet();
sheet.replaceSync(looks);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
