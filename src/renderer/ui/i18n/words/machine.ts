// Room: ui/i18n. How the app stands on this computer.
import { words } from '../shape.ts';

export const machine = words({
  de: {
    lead: 'Was die App an diesem Rechner tut, auch wenn der Tresor gesperrt ist. Alles ist aus, bis du es einschaltest.',
    login: {
      title: 'Beim Anmelden öffnen',
      body: 'Beistand öffnet sich, wenn sich jemand an diesem Rechner anmeldet. Der Tresor bleibt zu, bis du die Passphrase eingibst.',
    },
    sign: {
      title: 'Zeichen in der Leiste',
      body: 'Das Zeichen von Beistand in der Leiste des Systems, mit einem Punkt, solange etwas ungelesen ist. Andere an diesem Bildschirm können es sehen. Manche Linux-Oberflächen haben keine solche Leiste.',
    },
    badge: {
      title: 'Zahl am Symbol der App',
      body: 'Wie viel ungelesen ist, am Symbol der App, wo das System eine Zahl zeigt. Windows zeigt dort einen Punkt und blinkt, wenn jemand wartet. Andere an diesem Bildschirm können es sehen.',
    },
    key: {
      title: 'Taste für das Fenster',
      body: 'Holt das Fenster von überall nach vorn. Andere Programme bekommen diese Tasten dann nicht mehr.',
      label: 'Tasten',
      off: 'Keine',
      taken:
        'Ein anderes Programm benutzt diese Tasten schon. Bitte andere wählen oder sie dort freigeben.',
    },
    refused: {
      taken: 'Ein anderes Programm benutzt diese Tasten schon. Es ist alles geblieben, wie es war.',
      refused: 'Der Rechner hat das nicht zugelassen. Es ist alles geblieben, wie es war.',
      failed: 'Das hat nicht geklappt. Bitte noch einmal versuchen.',
    },
  },
  en: {
    lead: 'What the app does on this computer, also while the vault is locked. All of it is off until you turn it on.',
    login: {
      title: 'Open at login',
      body: 'Beistand opens when somebody signs in to this computer. The vault stays closed until you enter the passphrase.',
    },
    sign: {
      title: 'Sign in the system’s bar',
      body: 'The mark of Beistand in the bar of the system, with a dot while something is unread. Others at this screen can see it. Some Linux desktops have no such bar.',
    },
    badge: {
      title: 'Number on the app’s symbol',
      body: 'How much is unread, on the app’s symbol, where the system shows a number. Windows shows a dot there and blinks when somebody waits. Others at this screen can see it.',
    },
    key: {
      title: 'Key for the window',
      body: 'Brings the window to the front from anywhere. Other programs then no longer get these keys.',
      label: 'Keys',
      off: 'None',
      taken: 'Another program already uses these keys. Please choose others, or free them there.',
    },
    refused: {
      taken: 'Another program already uses these keys. Everything is as it was.',
      refused: 'The computer did not allow that. Everything is as it was.',
      failed: 'That did not work. Please try again.',
    },
  },
  nl: {
    lead: 'Wat de app op deze computer doet, ook als de kluis vergrendeld is. Alles staat uit tot je het aanzet.',
    login: {
      title: 'Openen bij het aanmelden',
      body: 'Beistand opent als iemand zich op deze computer aanmeldt. De kluis blijft dicht tot je de wachtzin invoert.',
    },
    sign: {
      title: 'Teken in de balk',
      body: 'Het teken van Beistand in de balk van het systeem, met een stip zolang er iets ongelezen is. Anderen bij dit scherm kunnen het zien. Sommige Linux-bureaubladen hebben zo’n balk niet.',
    },
    badge: {
      title: 'Getal bij het symbool van de app',
      body: 'Hoeveel er ongelezen is, bij het symbool van de app, waar het systeem een getal toont. Windows toont daar een stip en knippert als er iemand wacht. Anderen bij dit scherm kunnen het zien.',
    },
    key: {
      title: 'Toets voor het venster',
      body: 'Haalt het venster van overal naar voren. Andere programma’s krijgen deze toetsen dan niet meer.',
      label: 'Toetsen',
      off: 'Geen',
      taken: 'Een ander programma gebruikt deze toetsen al. Kies andere, of maak ze daar vrij.',
    },
    refused: {
      taken: 'Een ander programma gebruikt deze toetsen al. Alles is gebleven zoals het was.',
      refused: 'De computer stond dat niet toe. Alles is gebleven zoals het was.',
      failed: 'Dat lukte niet. Probeer het nog eens.',
    },
  },
});
