// Room: ui/i18n. Security and retention: the room's name, its parts, and every reason why something did not happen.
import { words } from '../shape.ts';

export const keep = words({
  de: {
    title: 'Sicherheit & Aufbewahrung',
    parts: 'Abschnitte',
    part: {
      duty: 'Da sein',
      machine: 'Dieser Rechner',
      security: 'Sicherheit',
      backup: 'Sicherung',
      retention: 'Löschfristen',
      subject: 'Auskunft und Löschen',
      audit: 'Protokoll',
    },
    current: 'Passphrase des Tresors',
    working: 'Einen Moment …',
    code: {
      once: 'Dieser Code wird nur jetzt gezeigt.',
      label: 'Wiederherstellungscode',
      done: 'Fertig',
      sheetDate: 'Gedruckt am {{date}}',
      sheetNote:
        'Verschlossen aufbewahren, getrennt vom Gerät. Wer diesen Code hat, kommt an alles heran.',
      vaultTitle: 'Beistand: Wiederherstellungscode des Tresors',
      vaultFor: 'Öffnet den Tresor von {{name}}, wenn die Passphrase vergessen ist.',
      backupTitle: 'Beistand: Code einer Sicherung',
      backupFor: 'Öffnet die Datei {{name}} ohne ihre Passphrase.',
      backupNote:
        'Verschlossen aufbewahren, getrennt von der Datei. Wer Datei und Code hat, kann alles lesen.',
    },
    refusal: {
      failed:
        'Das hat nicht geklappt. Es ist nichts verloren gegangen. Bitte versuch es noch einmal.',
      'wrong-passphrase': 'Das war nicht die Passphrase des Tresors.',
      'wrong-code': 'Inzwischen wurde ein neuerer Code angelegt. Bitte den neueren aufbewahren.',
      'weak-passphrase': 'Diese Passphrase ist zu leicht zu erraten. Bitte eine längere wählen.',
      'no-keychain': 'Dieser Rechner hat keinen Schlüsselbund, dem wir vertrauen können.',
      'keychain-missing':
        'Der Schlüsselbund dieses Rechners gibt sein Geheimnis nicht mehr her. Bitte zuerst den Schlüsselbund hier ausschalten.',
      busy: 'Gerade läuft schon etwas anderes, das den ganzen Tresor braucht. Bitte warte, bis es fertig ist.',
      stopped: 'Angehalten. Es ist alles, wie es vorher war.',
      'disk-full':
        'Auf der Festplatte ist kein Platz mehr. Bitte Platz schaffen und noch einmal versuchen.',
      'vault-full':
        'Dieser Tresor fasst nicht mehr Gespräche und Fälle. Was schon gelesen ist, bleibt.',
      cancelled: 'Abgebrochen. Es ist nichts geschehen.',
      'cannot-write': 'An diesen Ort ließ sich nicht schreiben. Bitte einen anderen wählen.',
      unverified:
        'Die geschriebene Datei stimmt nicht mit dem Tresor überein. Bitte auf einen anderen Datenträger sichern.',
      'cannot-read': 'Diese Datei ließ sich nicht lesen.',
      'wrong-secret': 'Diese Passphrase oder dieser Code öffnet die Sicherung nicht.',
      'bad-file': 'Das ist keine Sicherung von Beistand, oder sie ist beschädigt.',
      'other-team':
        'Diese Sicherung gehört einem anderen Team. Lesen lässt sie sich nur auf einem neuen Gerät. Es wurde nichts übernommen.',
      'newer-version':
        'Diese Sicherung wurde mit einer neueren Version geschrieben. Bitte die App aktualisieren.',
      'not-allowed': 'Das darf nur ein Gerät der Koordination.',
      'newer-rules':
        'Die Fristen des Teams hat eine neuere Version von Beistand geschrieben. Bitte hier zuerst aktualisieren.',
      'bad-rules': 'Diese Fristen passen nicht. Bitte ganze Tage zwischen 1 und 36 500 eintragen.',
      'not-in-team':
        'Dieses Gerät wartet noch auf die Aufnahme ins Team. Zu erneuern gibt es nichts.',
      'only-coordinator':
        'Nur dieses Gerät koordiniert. Ohne den Hauptcode könnte niemand es wieder aufnehmen. Es ist nichts geschehen.',
      'wrong-root-code': 'Das ist nicht der Hauptcode dieses Teams. Es ist nichts geschehen.',
      changed: 'Inzwischen hat sich etwas geändert. Bitte die Vorschau neu ansehen.',
      nothing: 'Es gibt nichts zu tun.',
      'bad-code': 'In diesem Code ist ein Tippfehler. Bitte Gruppe für Gruppe vergleichen.',
      'unknown-case': 'Diesen Fall gibt es auf diesem Gerät nicht mehr.',
      'unknown-conversation': 'Dieses Gespräch gibt es auf diesem Gerät nicht mehr.',
      held: 'Der Fall ist gesperrt gegen Löschen. Erst muss die Sperre aufgehoben werden.',
      'too-large': 'Diese Datei ist größer als 2 GB.',
      empty: 'Diese Datei ist leer.',
      unknown: 'Diesen Beleg gibt es nicht mehr.',
      damaged:
        'Dieser Beleg ist beschädigt und lässt sich nicht mehr ausgeben. In einer Sicherung kann er noch heil sein.',
    },
  },
  en: {
    title: 'Security & retention',
    parts: 'Sections',
    part: {
      duty: 'Being there',
      machine: 'This computer',
      security: 'Security',
      backup: 'Backup',
      retention: 'Retention',
      subject: 'Access and erasure',
      audit: 'Audit log',
    },
    current: 'Passphrase of the vault',
    working: 'One moment …',
    code: {
      once: 'This code is shown only now.',
      label: 'Recovery code',
      done: 'Done',
      sheetDate: 'Printed on {{date}}',
      sheetNote:
        'Keep locked away, apart from the device. Whoever holds this code can reach everything.',
      vaultTitle: 'Beistand: recovery code of the vault',
      vaultFor: 'Opens the vault of {{name}} when the passphrase is forgotten.',
      backupTitle: 'Beistand: code of a backup',
      backupFor: 'Opens the file {{name}} without its passphrase.',
      backupNote:
        'Keep locked away, apart from the file. Whoever has both file and code can read everything.',
    },
    refusal: {
      failed: 'That did not work. Nothing has been lost. Please try again.',
      'wrong-passphrase': 'That was not the passphrase of the vault.',
      'wrong-code': 'A newer code has been made meanwhile. Please keep the newer one.',
      'weak-passphrase': 'This passphrase is too easy to guess. Please choose a longer one.',
      'no-keychain': 'This computer has no keychain we can trust.',
      'keychain-missing':
        'The keychain of this computer no longer gives its secret. Please turn the keychain off here first.',
      busy: 'Something else that needs the whole vault is running. Please wait until it has finished.',
      stopped: 'Stopped. Everything is as it was before.',
      'disk-full': 'There is no space left on the disk. Please make room and try again.',
      'vault-full':
        'This vault holds no more conversations and cases. What has been read already stays.',
      cancelled: 'Cancelled. Nothing has happened.',
      'cannot-write': 'This place could not be written to. Please choose another.',
      unverified: 'The written file does not match the vault. Please back up to another disk.',
      'cannot-read': 'This file could not be read.',
      'wrong-secret': 'This passphrase or code does not open the backup.',
      'bad-file': 'This is not a backup of Beistand, or it is damaged.',
      'other-team':
        'This backup belongs to another team. It can only be read on a new device. Nothing was taken over.',
      'newer-version': 'This backup was written by a newer version. Please update the app.',
      'not-allowed': 'Only a coordinator’s device may do this.',
      'newer-rules':
        'A newer version of Beistand has written the periods of the team. Please update here first.',
      'bad-rules': 'These periods do not fit. Please enter whole days between 1 and 36,500.',
      'not-in-team': 'This device still waits to be let into the team. There is nothing to renew.',
      'only-coordinator':
        'Only this device coordinates. Without the root code nobody could let it in again. Nothing has happened.',
      'wrong-root-code': 'This is not the root code of this team. Nothing has happened.',
      changed: 'Something has changed meanwhile. Please look at the preview again.',
      nothing: 'There is nothing to do.',
      'bad-code': 'There is a typo in this code. Please compare it group by group.',
      'unknown-case': 'This case is no longer on this device.',
      'unknown-conversation': 'This conversation is no longer on this device.',
      held: 'The case is on hold. The hold has to be lifted first.',
      'too-large': 'This file is larger than 2 GB.',
      empty: 'This file is empty.',
      unknown: 'This piece of evidence is no longer here.',
      damaged:
        'This piece of evidence is damaged and cannot be saved. It may still be intact in a backup.',
    },
  },
  nl: {
    title: 'Beveiliging & bewaren',
    parts: 'Onderdelen',
    part: {
      duty: 'Er zijn',
      machine: 'Deze computer',
      security: 'Beveiliging',
      backup: 'Back-up',
      retention: 'Bewaartermijnen',
      subject: 'Inzage en wissen',
      audit: 'Logboek',
    },
    current: 'Wachtzin van de kluis',
    working: 'Een ogenblik …',
    code: {
      once: 'Deze code wordt alleen nu getoond.',
      label: 'Herstelcode',
      done: 'Klaar',
      sheetDate: 'Afgedrukt op {{date}}',
      sheetNote:
        'Achter slot bewaren, apart van het apparaat. Wie deze code heeft, kan overal bij.',
      vaultTitle: 'Beistand: herstelcode van de kluis',
      vaultFor: 'Opent de kluis van {{name}} als de wachtzin vergeten is.',
      backupTitle: 'Beistand: code van een back-up',
      backupFor: 'Opent het bestand {{name}} zonder de wachtzin.',
      backupNote:
        'Achter slot bewaren, apart van het bestand. Wie bestand en code heeft, kan alles lezen.',
    },
    refusal: {
      failed: 'Dat lukte niet. Er is niets verloren gegaan. Probeer het nog eens.',
      'wrong-passphrase': 'Dat was niet de wachtzin van de kluis.',
      'wrong-code': 'Er is intussen een nieuwere code gemaakt. Bewaar de nieuwere.',
      'weak-passphrase': 'Deze wachtzin is te makkelijk te raden. Kies een langere.',
      'no-keychain': 'Deze computer heeft geen sleutelhanger die we kunnen vertrouwen.',
      'keychain-missing':
        'De sleutelhanger van deze computer geeft zijn geheim niet meer. Zet de sleutelhanger hier eerst uit.',
      busy: 'Er loopt al iets anders dat de hele kluis nodig heeft. Wacht tot dat klaar is.',
      stopped: 'Gestopt. Alles is zoals het was.',
      'disk-full': 'De schijf is vol. Maak ruimte en probeer het nog eens.',
      'vault-full':
        'Deze kluis kan niet meer gesprekken en dossiers bevatten. Wat al gelezen is, blijft.',
      cancelled: 'Geannuleerd. Er is niets gebeurd.',
      'cannot-write': 'Op deze plek kon niet geschreven worden. Kies een andere.',
      unverified:
        'Het geschreven bestand komt niet overeen met de kluis. Maak de back-up op een andere schijf.',
      'cannot-read': 'Dit bestand kon niet gelezen worden.',
      'wrong-secret': 'Deze wachtzin of code opent de back-up niet.',
      'bad-file': 'Dit is geen back-up van Beistand, of hij is beschadigd.',
      'other-team':
        'Deze back-up hoort bij een ander team. Lezen kan alleen op een nieuw apparaat. Er is niets overgenomen.',
      'newer-version': 'Deze back-up is met een nieuwere versie gemaakt. Werk de app bij.',
      'not-allowed': 'Dit mag alleen een apparaat van de coördinatie.',
      'newer-rules':
        'Een nieuwere versie van Beistand heeft de termijnen van het team geschreven. Werk hier eerst bij.',
      'bad-rules': 'Deze termijnen kloppen niet. Vul hele dagen in tussen 1 en 36.500.',
      'not-in-team': 'Dit apparaat wacht nog op opname in het team. Er valt niets te vernieuwen.',
      'only-coordinator':
        'Alleen dit apparaat coördineert. Zonder de hoofdcode zou niemand het weer kunnen opnemen. Er is niets gebeurd.',
      'wrong-root-code': 'Dit is niet de hoofdcode van dit team. Er is niets gebeurd.',
      changed: 'Er is intussen iets veranderd. Bekijk het voorbeeld opnieuw.',
      nothing: 'Er is niets te doen.',
      'bad-code': 'Er zit een typefout in deze code. Vergelijk hem groep voor groep.',
      'unknown-case': 'Dit dossier staat niet meer op dit apparaat.',
      'unknown-conversation': 'Dit gesprek staat niet meer op dit apparaat.',
      held: 'Het dossier is beschermd tegen wissen. Hef eerst de bescherming op.',
      'too-large': 'Dit bestand is groter dan 2 GB.',
      empty: 'Dit bestand is leeg.',
      unknown: 'Dit bewijs is er niet meer.',
      damaged:
        'Dit bewijs is beschadigd en kan niet bewaard worden. In een back-up is het misschien nog heel.',
    },
  },
});
