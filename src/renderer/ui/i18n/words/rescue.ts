// Room: ui/i18n. When the passphrase, the device or the trust in it is gone: the printed code, a backup, emptying.
import { words } from '../shape.ts';

export const rescue = words({
  de: {
    recover: {
      title: 'Mit dem Code öffnen',
      body: 'Den Wiederherstellungscode vom Ausdruck eingeben und eine neue Passphrase wählen. Die alte gilt danach nicht mehr.',
      open: 'Tresor öffnen',
      back: 'Doch mit der Passphrase',
    },
    restore: {
      link: 'Stattdessen aus einer Sicherung wiederherstellen',
      title: 'Aus einer Sicherung wiederherstellen',
      body: 'Gespräche und Fälle kommen aus der Sicherungsdatei auf dieses Gerät. Es ist danach ein neues Gerät: Die Koordination muss es erst ins Team einladen, bevor es schreiben kann.',
      secret: 'Passphrase oder Code der Sicherung',
      secretHelp: 'Nicht die des Tresors: die, mit der die Sicherung gemacht wurde.',
      start: 'Datei wählen und wiederherstellen',
      working: 'Die Sicherung wird geöffnet …',
      done: 'Es ist alles da',
      doneBody: 'Die Sicherung wurde vollständig gelesen und auf diesem Gerät neu versiegelt.',
      half: 'Nur ein Teil ist angekommen',
      halfBody:
        'Das Lesen hat vor dem Ende aufgehört. Der Tresor ist angelegt und offen, und was schon da ist, bleibt.',
      halfHow:
        'Lies dieselbe Sicherung noch einmal ein: Es geht dort weiter, wo es aufgehört hat, und nichts kommt doppelt.',
      goOn: 'Sicherung weiter einlesen',
    },
    wipe: {
      title: 'Dieses Gerät leeren',
      body: 'Alles, was Beistand auf diesem Rechner gespeichert hat, wird sofort und endgültig gelöscht: Gespräche, Fälle, Belege, Schlüssel. Ohne eine Sicherung gibt es keinen Weg zurück. Andere Geräte des Teams behalten, was sie haben.',
      trace:
        'Sicherungen und ausgegebene Dateien bleiben, wo sie liegen. Ein Abbild der Festplatte, das früher gemacht wurde, bleibt mit deiner Passphrase lesbar.',
      hold: 'Drei Sekunden gedrückt halten',
      holding: 'Weiter halten …',
      typed: 'Zum Leeren unten gedrückt halten, oder „{{word}}“ eintippen',
      word: 'LEEREN',
      now: 'Jetzt leeren',
      working: 'Wird geleert …',
    },
  },
  en: {
    recover: {
      title: 'Open with the code',
      body: 'Enter the recovery code from the printed sheet and choose a new passphrase. The old one no longer works after that.',
      open: 'Open the vault',
      back: 'Use the passphrase after all',
    },
    restore: {
      link: 'Restore from a backup instead',
      title: 'Restore from a backup',
      body: 'Conversations and cases come from the backup file onto this device. It is a new device after that: your coordinator has to invite it to the team before it can write.',
      secret: 'Passphrase or code of the backup',
      secretHelp: 'Not the passphrase of the vault: the one the backup was made with.',
      start: 'Choose file and restore',
      working: 'Opening the backup …',
      done: 'Everything is here',
      doneBody: 'The backup was read completely and sealed anew on this device.',
      half: 'Only a part has arrived',
      halfBody:
        'Reading stopped before the end. The vault has been created and is open, and what is already here stays.',
      halfHow: 'Load the same backup again: it goes on where it stopped, and nothing comes twice.',
      goOn: 'Go on loading the backup',
    },
    wipe: {
      title: 'Wipe this device',
      body: 'Everything Beistand has stored on this computer is deleted at once and for good: conversations, cases, evidence, keys. Without a backup there is no way back. Other devices of the team keep what they have.',
      trace:
        'Backups and exported files stay where they are. An image of the disk taken earlier stays readable with your passphrase.',
      hold: 'Press and hold for three seconds',
      holding: 'Keep holding …',
      typed: 'To wipe, hold the button below, or type “{{word}}”',
      word: 'WIPE',
      now: 'Wipe now',
      working: 'Wiping …',
    },
  },
  nl: {
    recover: {
      title: 'Openen met de code',
      body: 'Vul de herstelcode van het afgedrukte blad in en kies een nieuwe wachtzin. De oude geldt daarna niet meer.',
      open: 'Kluis openen',
      back: 'Toch met de wachtzin',
    },
    restore: {
      link: 'In plaats daarvan een back-up terugzetten',
      title: 'Een back-up terugzetten',
      body: 'Gesprekken en dossiers komen uit het back-upbestand op dit apparaat. Het is daarna een nieuw apparaat: de coördinatie moet het eerst in het team uitnodigen voordat het kan schrijven.',
      secret: 'Wachtzin of code van de back-up',
      secretHelp: 'Niet de wachtzin van de kluis: die waarmee de back-up is gemaakt.',
      start: 'Bestand kiezen en terugzetten',
      working: 'De back-up wordt geopend …',
      done: 'Alles is er',
      doneBody: 'De back-up is helemaal gelezen en op dit apparaat opnieuw verzegeld.',
      half: 'Er is maar een deel aangekomen',
      halfBody:
        'Het lezen stopte voor het einde. De kluis is gemaakt en open, en wat er al is, blijft.',
      halfHow:
        'Lees dezelfde back-up nog eens in: het gaat verder waar het ophield, en niets komt dubbel.',
      goOn: 'Verder met inlezen',
    },
    wipe: {
      title: 'Dit apparaat leegmaken',
      body: 'Alles wat Beistand op deze computer heeft bewaard, wordt meteen en voorgoed gewist: gesprekken, dossiers, bewijs, sleutels. Zonder back-up is er geen weg terug. Andere apparaten van het team houden wat ze hebben.',
      trace:
        'Back-ups en opgeslagen bestanden blijven waar ze zijn. Een eerder gemaakte kopie van de schijf blijft leesbaar met jouw wachtzin.',
      hold: 'Drie seconden ingedrukt houden',
      holding: 'Blijf drukken …',
      typed: 'Houd om te wissen de knop hieronder ingedrukt, of typ “{{word}}”',
      word: 'LEEG',
      now: 'Nu leegmaken',
      working: 'Wordt leeggemaakt …',
    },
  },
});
