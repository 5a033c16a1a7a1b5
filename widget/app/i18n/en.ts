import type { Words } from './words.ts';

/** English. */
export const en: Words<'one' | 'other'> = {
  frameTitle: 'Chat',
  leave: 'Leave now',
  leaveHint: 'Clears everything here and leaves the page. Pressing Esc twice does the same.',
  menu: 'More',
  minimise: 'Fold the chat away',
  teamFallback: 'The team',
  here: 'We are here now',
  away: 'Nobody is here right now',
  connecting: 'Connecting…',
  noLink: 'No connection',
  offline: 'No connection. What you write goes out as soon as you are back online.',
  clockWrong: 'Your device’s clock is wrong. The chat works all the same.',
  storageRefused:
    'This browser keeps nothing. If you reload the page, you will need your return code.',
  privacy: 'No name, no number, no e‑mail. What you write is sealed on your device.',
  how: 'Who reads this, and what happens to it?',
  howWho: 'People answer you: {name}. Not a machine.',
  howSealed:
    'Only their devices can open your messages, neither this website nor the server in between.',
  howDecide: 'You decide what you tell and what is done with it. You can stop at any time.',
  howLimits:
    'Nobody is ever quite invisible online: while you are connected, the server sees your internet address. It does not store it.',
  greeting: 'Hello, it is good that you are here. Just start writing, whatever way suits you.',
  haveCode: 'I have a return code',
  message: 'Your message',
  placeholder: 'Write here…',
  send: 'Send',
  left: {
    one: '{n} character left',
    other: '{n} characters left',
  },
  over: {
    one: '{n} character too many. Nothing is lost: shorten the text or split it into two messages.',
    other:
      '{n} characters too many. Nothing is lost: shorten the text or split it into two messages.',
  },
  conversation: 'Conversation',
  team: 'Team',
  stuck: 'Nothing gets through to the team just now. We keep trying.',
  noReader: 'Those who may read this have left the team. Nothing goes to others.',
  returned:
    'Welcome back. New answers appear here. What you have read before is kept by the team alone.',
  language: 'Language',
  taken: 'This conversation is open in another tab.',
  takeBack: 'Go on here',
};
