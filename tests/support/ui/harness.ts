import { deskRequests, type DeskFact, type DeskRequests } from '../../../src/contract/desk.ts';
import { readErrandEnd } from '../../../src/contract/jobs.ts';
import { openDoor, type PortLike } from '../../../src/contract/port.ts';
import { refuseMarkup } from '../../../src/renderer/ui/trusted-types.ts';
import { speak } from '../../../src/renderer/ui/i18n/i18n.ts';
import { languages, type ScreenLanguage } from '../../../src/renderer/ui/i18n/language.ts';
import { mount } from '../../../src/renderer/ui/main.tsx';
import { serveFakeDesk } from './fake-desk.ts';

/** The screen over a fake desk, for component tests and pictures. Wishes stand in the address. */
const wishes = new URLSearchParams(location.search);
const pick = <T extends string>(name: string, allowed: readonly T[], otherwise: T): T =>
  allowed.find((value) => value === wishes.get(name)) ?? otherwise;

const overPort = (port: MessagePort): PortLike => ({
  post: (message, transfer) => port.postMessage(message, [...(transfer ?? [])]),
  listen: (onMessage) => {
    const heard = ({ data }: MessageEvent<unknown>): void => onMessage(data);
    port.addEventListener('message', heard);
    port.start();
    return () => port.removeEventListener('message', heard);
  },
});

refuseMarkup();
localStorage.setItem('beistand.language', pick('language', languages, 'de'));
const { port1, port2 } = new MessageChannel();
const fake = serveFakeDesk(overPort(port2), {
  vault: pick('vault', ['none', 'locked', 'open'], 'open'),
  empty: wishes.has('empty'),
  link: pick('link', ['online', 'connecting', 'offline'], 'online'),
  refuse: wishes.get('refuse') ?? '',
  many: Number(wishes.get('many') ?? 0),
  long: Number(wishes.get('long') ?? 160),
  hold: wishes.get('hold') ?? '',
});
const { door } = openDoor<DeskRequests, DeskFact>(overPort(port1), deskRequests);
/** Whoever tells waits until the screen has heard: an answer that was asked for afterwards comes after the fact. */
const tell = async (fact: DeskFact): Promise<void> => {
  fake.tell(fact);
  await door.state(null);
};
Object.assign(window, { fake: { ...fake, tell } });
const { i18n } = await mount({
  desk: door,
  preview: `http://localhost:${location.port}/index.html`,
  restart: () => {
    document.title = 'restarted';
  },
  ended: readErrandEnd({ what: wishes.get('errand'), state: wishes.get('ended') }),
});
Object.assign(window, { speak: (language: ScreenLanguage) => speak(i18n, language) });
