/** Everything that is not the conversation itself: loaded right after the first picture stands. */
export { CodeCard } from './CodeCard.tsx';
export { End } from './End.tsx';
export { EnterCode } from './EnterCode.tsx';
export { Menu } from './Menu.tsx';
export { Misplaced, Refused } from './Refused.tsx';
export { Sheet } from './Sheet.tsx';
export { Ways } from './Ways.tsx';
