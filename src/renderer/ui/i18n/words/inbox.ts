// Room: ui/i18n. The queue of conversations and what an empty one teaches.
import { words } from '../shape.ts';

export const inbox = words({
  de: {
    filter: 'Welche Gespräche',
    waiting: 'Wartend',
    all: 'Alle',
    list: 'Gespräche',
    waits: 'wartet {{time}}',
    live: 'ist gerade da',
    typing: 'schreibt …',
    youSaid: 'Du: {{text}}',
    hasCase: 'Fall {{reference}}',
    noneWaiting: 'Niemand wartet gerade.',
    showAll: 'Alle zeigen',
    empty: {
      title: 'Noch hat niemand geschrieben',
      body: 'Sobald der Chat auf eurer Website steht, erscheinen Gespräche hier von selbst. So kommt er dorthin:',
      step1:
        'Pin kopieren und der Person geben, die eure Website betreut. Er verrät nichts und öffnet nichts; er sorgt dafür, dass der Chat nur mit euch spricht.',
      step2:
        'Sie trägt ihn auf dem Chat-Server als SITE_TEAM ein und fügt die eine Zeile, die dieser ausgibt, in eure Seiten ein.',
      step3: 'Die Seite öffnen und selbst „Hallo“ schreiben. Es muss hier ankommen.',
    },
    choose: 'Wähle links ein Gespräch.',
    chooseKeys: 'Mit J und K wechselst du zwischen Gesprächen, mit R antwortest du.',
  },
  en: {
    filter: 'Which conversations',
    waiting: 'Waiting',
    all: 'All',
    list: 'Conversations',
    waits: 'waiting {{time}}',
    live: 'is here now',
    typing: 'typing …',
    youSaid: 'You: {{text}}',
    hasCase: 'Case {{reference}}',
    noneWaiting: 'Nobody is waiting.',
    showAll: 'Show all',
    empty: {
      title: 'Nobody has written yet',
      body: 'As soon as the chat is on your website, conversations appear here by themselves. How to put it there:',
      step1:
        'Copy the pin and give it to the person who looks after your website. It reveals and opens nothing; it makes sure the chat talks only to you.',
      step2:
        'They enter it on the chat server as SITE_TEAM and paste the one line it prints into your pages.',
      step3: 'Open the page and write “Hello” yourself. It has to arrive here.',
    },
    choose: 'Choose a conversation on the left.',
    chooseKeys: 'J and K move between conversations, R replies.',
  },
  nl: {
    filter: 'Welke gesprekken',
    waiting: 'Wachtend',
    all: 'Alle',
    list: 'Gesprekken',
    waits: 'wacht {{time}}',
    live: 'is er nu',
    typing: 'schrijft …',
    youSaid: 'Jij: {{text}}',
    hasCase: 'Dossier {{reference}}',
    noneWaiting: 'Er wacht niemand.',
    showAll: 'Alles tonen',
    empty: {
      title: 'Er heeft nog niemand geschreven',
      body: 'Zodra de chat op jullie website staat, verschijnen gesprekken hier vanzelf. Zo komt hij daar:',
      step1:
        'Kopieer de pin en geef hem aan wie jullie website beheert. Hij verraadt en opent niets; hij zorgt dat de chat alleen met jullie praat.',
      step2:
        'Die vult hem op de chatserver in als SITE_TEAM en plakt de ene regel die daaruit komt in jullie pagina’s.',
      step3: 'Open de pagina en schrijf zelf “Hallo”. Het moet hier aankomen.',
    },
    choose: 'Kies links een gesprek.',
    chooseKeys: 'Met J en K wissel je van gesprek, met R antwoord je.',
  },
});
