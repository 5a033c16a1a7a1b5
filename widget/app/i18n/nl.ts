import type { Words } from './words.ts';

/** Dutch. */
export const nl: Words<'one' | 'other'> = {
  frameTitle: 'Chat',
  leave: 'Snel weg',
  leaveHint: 'Wist alles hier en verlaat de pagina. Twee keer Esc doet hetzelfde.',
  menu: 'Meer',
  minimise: 'Chat inklappen',
  teamFallback: 'Het team',
  here: 'We zijn er nu',
  away: 'Er is nu niemand',
  connecting: 'Verbinden…',
  noLink: 'Geen verbinding',
  offline: 'Geen verbinding. Wat je schrijft, gaat weg zodra je weer online bent.',
  clockWrong: 'De klok van je apparaat loopt verkeerd. De chat werkt gewoon.',
  storageRefused:
    'Deze browser onthoudt niets. Als je de pagina opnieuw laadt, heb je je terugkeercode nodig.',
  privacy: 'Geen naam, geen nummer, geen e‑mail. Wat je schrijft, wordt op je apparaat verzegeld.',
  how: 'Wie leest dit, en wat gebeurt ermee?',
  howWho: 'Mensen antwoorden je: {name}. Geen machine.',
  howSealed:
    'Alleen hun apparaten kunnen je berichten openen, niet deze website en niet de server ertussen.',
  howDecide: 'Jij bepaalt wat je vertelt en wat ermee gebeurt. Je kunt altijd stoppen.',
  howLimits:
    'Helemaal onzichtbaar ben je online nooit: zolang je verbonden bent, ziet de server je internetadres. Hij bewaart het niet.',
  greeting: 'Hallo, fijn dat je er bent. Begin gewoon te schrijven, zoals het voor jou past.',
  haveCode: 'Ik heb een terugkeercode',
  message: 'Je bericht',
  placeholder: 'Schrijf hier…',
  send: 'Versturen',
  left: {
    one: 'nog {n} teken',
    other: 'nog {n} tekens',
  },
  over: {
    one: '{n} teken te veel. Er is niets kwijt: kort de tekst in of verdeel hem over twee berichten.',
    other:
      '{n} tekens te veel. Er is niets kwijt: kort de tekst in of verdeel hem over twee berichten.',
  },
  conversation: 'Gesprek',
  team: 'Team',
  stuck: 'Er komt nu niets bij het team aan. We blijven het proberen.',
  noReader: 'Wie dit mag lezen, zit niet meer in het team. Er gaat niets naar anderen.',
  returned:
    'Welkom terug. Nieuwe antwoorden verschijnen hier. Wat je eerder hebt gelezen, heeft alleen het team nog.',
  language: 'Taal',
  taken: 'Dit gesprek is in een ander tabblad geopend.',
  takeBack: 'Hier verder',
};
