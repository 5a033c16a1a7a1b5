// Room: ui/i18n. Unlocking, and why a vault stays closed: calm, exact, no jargon without an explanation.
import { words } from '../shape.ts';

export const unlock = words({
  de: {
    starting: 'Tresor wird geladen …',
    dead: 'Der Tresor antwortet nicht. Bitte die App schließen und neu öffnen. Gespeichertes bleibt, wo es ist.',
    locked: {
      title: 'Tresor öffnen',
      body: 'Alles auf diesem Gerät ist versiegelt, bis du deine Passphrase eingibst.',
      open: 'Öffnen',
      opening: 'Der Schlüssel wird berechnet …',
      openingHelp: 'Das dauert mit Absicht etwa eine Sekunde: So wird Durchprobieren teuer.',
      rebuilding: 'Der Tresor wird aus seinem Journal neu aufgebaut …',
      rebuildingHelp:
        'Die schnelle Kopie fehlte oder war beschädigt. Es geht nichts verloren, es dauert nur länger.',
      wrongAgain:
        'Wieder nicht. Ist die Feststelltaste an oder eine andere Tastatursprache gewählt?',
      perhapsChanged:
        'Bist du sicher, dass sie stimmt? Hat jemand die Datei verändert, die diesen Tresor öffnet, sieht das hier genauso aus. Der Wiederherstellungscode zeigt, was es ist: Er öffnet den Tresor, oder er sagt, dass die Datei beschädigt ist. Dann hilft die letzte Sicherung.',
      offline:
        'Gerade ohne Verbindung. Öffnen geht trotzdem; Nachrichten kommen, sobald das Netz da ist.',
      restoreHow:
        'Was in der letzten Sicherung steht, kommt so zurück: Beistand auf einem anderen Rechner starten und „Stattdessen aus einer Sicherung wiederherstellen“ wählen. Auf diesem hier erst, wenn die Koordination zustimmt, und nachdem er geleert wurde.',
      forgotten: 'Passphrase vergessen? Wiederherstellungscode benutzen',
      more: 'Weitere Möglichkeiten',
    },
    errand: {
      running: {
        backup:
          'Eine Sicherung läuft weiter, obwohl niemand am Platz ist. Danach sperrt sich der Tresor ganz. Ihren Code zum Ausdrucken siehst du nur, wenn du vorher zurückkommst; ihre Passphrase öffnet sie immer.',
        restore:
          'Eine Sicherung wird weiter eingelesen, obwohl niemand am Platz ist. Danach sperrt sich der Tresor ganz.',
      },
      locked: {
        backup:
          'Das Sperren hat die Sicherung abgebrochen; die halbe Datei ist gelöscht. Bitte noch einmal sichern.',
        restore:
          'Das Sperren hat das Einlesen der Sicherung abgebrochen. Was schon gelesen ist, bleibt; lies dieselbe Sicherung noch einmal ein, dann geht es weiter.',
      },
      stopped: {
        backup:
          'Jemand hat die Sicherung angehalten, die weiterlief; die halbe Datei ist gelöscht. Bitte noch einmal sichern.',
        restore:
          'Jemand hat das Einlesen der Sicherung angehalten. Was schon gelesen ist, bleibt; lies dieselbe Sicherung noch einmal ein, dann geht es weiter.',
      },
      done: {
        backup:
          'Die Sicherung ist fertig geschrieben und geprüft; ihre Passphrase öffnet sie. Danach hat sich der Tresor gesperrt.',
        restore: 'Die Sicherung ist ganz eingelesen. Danach hat sich der Tresor gesperrt.',
      },
      failed: {
        backup:
          'Die Sicherung, die ohne dich weiterlief, ist nicht gelungen: Es gibt keine neue Sicherung.',
        restore:
          'Die Sicherung wurde ohne dich nicht bis zum Ende eingelesen. Was schon gelesen ist, bleibt.',
      },
    },
    refused: {
      'wrong-passphrase': 'Das war nicht die Passphrase. Groß- und Kleinschreibung zählt.',
      'damaged-header':
        'Die Datei, die diesen Tresor öffnet, fehlt oder ist beschädigt. Eure Daten sind noch da, aber so kommt niemand an sie heran. Bitte nichts löschen und der Koordination Bescheid geben.',
      weakened:
        'Jemand hat verändert, wie dieser Tresor geschützt ist: Die Passphrase wäre leichter zu erraten. Er bleibt deshalb zu. Bitte die Passphrase hier nicht noch einmal eingeben und der Koordination Bescheid geben.',
      'damaged-keyring':
        'Die Schlüsseldatei dieses Tresors ist beschädigt oder ausgetauscht. Die Passphrase stimmt, aber ohne diese Datei lässt sich nichts öffnen. Bitte nichts löschen und der Koordination Bescheid geben.',
      'damaged-journal':
        'Das Journal, in dem alles steht, ist beschädigt. Der Tresor bleibt zu, damit nicht noch mehr verloren geht. Bitte nichts löschen und der Koordination Bescheid geben.',
      'rolled-back':
        'Die gespeicherten Daten sind älter, als dieser Tresor sie zuletzt gesehen hat. Jemand hat eine alte Kopie zurückgelegt, oder die Platte hat Daten verloren. Bitte nicht weiterarbeiten und der Koordination Bescheid geben.',
      'keychain-missing':
        'Dieser Tresor braucht zusätzlich ein Geheimnis aus dem Schlüsselbund dieses Rechners, und dort liegt es nicht (mehr). Ist der Schlüsselbund entsperrt? Sonst öffnet der Wiederherstellungscode.',
      'newer-version':
        'Dieser Tresor wurde mit einer neueren Version von Beistand geschrieben. Bitte die App aktualisieren; es ist nichts kaputt.',
      'disk-full':
        'Auf der Festplatte ist kein Platz mehr. Bitte etwas Platz schaffen und noch einmal öffnen.',
      'bad-code':
        'In diesem Code ist ein Tippfehler. Bitte Gruppe für Gruppe mit dem Ausdruck vergleichen.',
      'wrong-code':
        'Dieser Code ist richtig geschrieben, gehört aber nicht zu diesem Tresor. Gibt es einen neueren Ausdruck?',
      'no-recovery': 'Für diesen Tresor wurde kein Wiederherstellungscode angelegt.',
      'weak-passphrase': 'Diese Passphrase ist zu leicht zu erraten. Bitte eine längere wählen.',
    },
  },
  en: {
    starting: 'Loading the vault …',
    dead: 'The vault does not answer. Please close the app and open it again. What is stored stays where it is.',
    locked: {
      title: 'Open the vault',
      body: 'Everything on this device is sealed until you enter your passphrase.',
      open: 'Open',
      opening: 'Working out the key …',
      openingHelp: 'This takes about a second on purpose: it makes guessing expensive.',
      rebuilding: 'The vault is being rebuilt from its journal …',
      rebuildingHelp:
        'The fast copy was missing or damaged. Nothing is lost; it only takes longer.',
      wrongAgain: 'Not this time either. Is Caps Lock on, or another keyboard language selected?',
      perhapsChanged:
        'Are you sure that it is right? If somebody has changed the file that opens this vault, it looks just the same here. The recovery code shows which it is: it opens the vault, or it says that the file is damaged. Then the last backup helps.',
      offline:
        'No connection right now. You can open the vault anyway; messages arrive once the network is back.',
      restoreHow:
        'What is in the last backup comes back like this: start Beistand on another computer and choose “Restore from a backup instead”. On this one only when your coordinator agrees, and after it has been wiped.',
      forgotten: 'Passphrase forgotten? Use the recovery code',
      more: 'Other options',
    },
    errand: {
      running: {
        backup:
          'A backup goes on although nobody is at the desk. The vault locks completely after it. You see its code to print only if you come back before; its passphrase always opens it.',
        restore:
          'A backup is still being read in although nobody is at the desk. The vault locks completely after it.',
      },
      locked: {
        backup:
          'The lock has stopped the backup; the half-written file is deleted. Please back up once more.',
        restore:
          'The lock has stopped the reading of the backup. What was read stays; read the same backup once more and it goes on.',
      },
      stopped: {
        backup:
          'Someone has stopped the backup that went on; the half-written file is deleted. Please back up once more.',
        restore:
          'Someone has stopped the reading of the backup. What was read stays; read the same backup once more and it goes on.',
      },
      done: {
        backup:
          'The backup is written and verified; its passphrase opens it. The vault locked after it.',
        restore: 'The backup is read in to its end. The vault locked after it.',
      },
      failed: {
        backup: 'The backup that went on without you did not succeed: there is no new backup.',
        restore: 'The backup was not read in to its end while you were away. What was read stays.',
      },
    },
    refused: {
      'wrong-passphrase': 'That was not the passphrase. Upper and lower case matter.',
      'damaged-header':
        'The file that opens this vault is missing or damaged. Your data is still there, but nobody can reach it this way. Please delete nothing and tell your coordinator.',
      weakened:
        'Someone has changed how this vault is protected: the passphrase would be easier to guess. That is why it stays closed. Please do not enter the passphrase here again, and tell your coordinator.',
      'damaged-keyring':
        'The key file of this vault is damaged or was replaced. The passphrase is right, but without this file nothing opens. Please delete nothing and tell your coordinator.',
      'damaged-journal':
        'The journal that holds everything is damaged. The vault stays closed so that no more is lost. Please delete nothing and tell your coordinator.',
      'rolled-back':
        'The stored data is older than what this vault last saw. Somebody put an old copy back, or the disk lost data. Please stop working and tell your coordinator.',
      'keychain-missing':
        'This vault also needs a secret from this computer’s keychain, and it is not there (any more). Is the keychain unlocked? Otherwise the recovery code opens it.',
      'newer-version':
        'This vault was written by a newer version of Beistand. Please update the app; nothing is broken.',
      'disk-full': 'There is no space left on the disk. Please make some room and open it again.',
      'bad-code':
        'There is a typo in this code. Please compare it with the printed sheet, group by group.',
      'wrong-code':
        'This code has no typo but does not belong to this vault. Is there a newer sheet?',
      'no-recovery': 'No recovery code was made for this vault.',
      'weak-passphrase': 'This passphrase is too easy to guess. Please choose a longer one.',
    },
  },
  nl: {
    starting: 'De kluis wordt geladen …',
    dead: 'De kluis antwoordt niet. Sluit de app en open hem opnieuw. Wat bewaard is, blijft waar het is.',
    locked: {
      title: 'Kluis openen',
      body: 'Alles op dit apparaat is verzegeld tot je je wachtzin invult.',
      open: 'Openen',
      opening: 'De sleutel wordt berekend …',
      openingHelp: 'Dat duurt met opzet ongeveer een seconde: zo wordt raden duur.',
      rebuilding: 'De kluis wordt uit zijn journaal opnieuw opgebouwd …',
      rebuildingHelp:
        'De snelle kopie ontbrak of was beschadigd. Er gaat niets verloren, het duurt alleen langer.',
      wrongAgain: 'Weer niet. Staat Caps Lock aan of is er een andere toetsenbordtaal gekozen?',
      perhapsChanged:
        'Weet je zeker dat hij klopt? Als iemand het bestand heeft veranderd dat deze kluis opent, ziet dat er hier precies zo uit. De herstelcode laat zien wat het is: hij opent de kluis, of zegt dat het bestand beschadigd is. Dan helpt de laatste back-up.',
      offline: 'Nu geen verbinding. Openen kan toch; berichten komen zodra er netwerk is.',
      restoreHow:
        'Wat in de laatste back-up staat, komt zo terug: start Beistand op een andere computer en kies “In plaats daarvan een back-up terugzetten”. Op deze pas als de coördinatie het ermee eens is, en nadat hij is leeggemaakt.',
      forgotten: 'Wachtzin vergeten? Herstelcode gebruiken',
      more: 'Meer mogelijkheden',
    },
    errand: {
      running: {
        backup:
          'Een back-up gaat door, al is er niemand op de plek. Daarna vergrendelt de kluis helemaal. De code om te printen zie je alleen als je eerder terugkomt; de wachtzin van de back-up opent hem altijd.',
        restore:
          'Een back-up wordt verder ingelezen, al is er niemand op de plek. Daarna vergrendelt de kluis helemaal.',
      },
      locked: {
        backup:
          'Het vergrendelen heeft de back-up afgebroken; het halve bestand is gewist. Maak de back-up nog een keer.',
        restore:
          'Het vergrendelen heeft het inlezen van de back-up afgebroken. Wat al gelezen is, blijft; lees dezelfde back-up nog een keer in, dan gaat het verder.',
      },
      stopped: {
        backup:
          'Iemand heeft de back-up gestopt die doorging; het halve bestand is gewist. Maak de back-up nog een keer.',
        restore:
          'Iemand heeft het inlezen van de back-up gestopt. Wat al gelezen is, blijft; lees dezelfde back-up nog een keer in, dan gaat het verder.',
      },
      done: {
        backup:
          'De back-up is geschreven en gecontroleerd; zijn wachtzin opent hem. Daarna is de kluis vergrendeld.',
        restore: 'De back-up is helemaal ingelezen. Daarna is de kluis vergrendeld.',
      },
      failed: {
        backup: 'De back-up die zonder jou doorging, is niet gelukt: er is geen nieuwe back-up.',
        restore:
          'De back-up is zonder jou niet tot het einde ingelezen. Wat al gelezen is, blijft.',
      },
    },
    refused: {
      'wrong-passphrase': 'Dat was niet de wachtzin. Hoofdletters tellen.',
      'damaged-header':
        'Het bestand dat deze kluis opent, ontbreekt of is beschadigd. Jullie gegevens zijn er nog, maar zo komt niemand erbij. Verwijder niets en waarschuw de coördinatie.',
      weakened:
        'Iemand heeft veranderd hoe deze kluis beschermd is: de wachtzin zou makkelijker te raden zijn. Daarom blijft hij dicht. Vul de wachtzin hier niet nog eens in en waarschuw de coördinatie.',
      'damaged-keyring':
        'Het sleutelbestand van deze kluis is beschadigd of verwisseld. De wachtzin klopt, maar zonder dit bestand gaat niets open. Verwijder niets en waarschuw de coördinatie.',
      'damaged-journal':
        'Het journaal waarin alles staat, is beschadigd. De kluis blijft dicht, zodat er niet nog meer verloren gaat. Verwijder niets en waarschuw de coördinatie.',
      'rolled-back':
        'De bewaarde gegevens zijn ouder dan wat deze kluis het laatst zag. Iemand heeft een oude kopie teruggezet, of de schijf heeft gegevens verloren. Werk niet verder en waarschuw de coördinatie.',
      'keychain-missing':
        'Deze kluis heeft ook een geheim uit de sleutelhanger van deze computer nodig, en dat is er niet (meer). Is de sleutelhanger ontgrendeld? Anders opent de herstelcode.',
      'newer-version':
        'Deze kluis is geschreven met een nieuwere versie van Beistand. Werk de app bij; er is niets stuk.',
      'disk-full': 'De schijf is vol. Maak wat ruimte en open hem nog eens.',
      'bad-code':
        'Er zit een typefout in deze code. Vergelijk hem groep voor groep met het afgedrukte blad.',
      'wrong-code':
        'Er zit geen typefout in deze code, maar hij hoort niet bij deze kluis. Is er een nieuwer blad?',
      'no-recovery': 'Voor deze kluis is geen herstelcode gemaakt.',
      'weak-passphrase': 'Deze wachtzin is te makkelijk te raden. Kies een langere.',
    },
  },
});
