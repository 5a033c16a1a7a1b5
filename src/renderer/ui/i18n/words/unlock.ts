// Room: ui/i18n. First run and unlocking: calm, exact, no jargon without an explanation.
import { words } from '../shape.ts';

export const unlock = words({
  de: {
    step: 'Schritt {{step}} von 3',
    starting: 'Tresor wird geladen …',
    dead: 'Der Tresor antwortet nicht. Bitte die App schließen und neu öffnen. Gespeichertes bleibt, wo es ist.',
    promise: 'Gespräche, die nur ihr lesen könnt.',
    promiseBody:
      'Was Jugendliche euch schreiben, wird auf ihrem Gerät versiegelt und erst hier geöffnet. Der Server dazwischen kann nichts davon lesen.',
    team: {
      title: 'Team anlegen',
      body: 'Beim ersten Start entstehen Team, Gerät und Tresor. Das dauert zwei Minuten.',
      relay: 'Relay-Adresse',
      relayHelp: 'Steht in der Nachricht der Person, die den Server betreibt. Beginnt mit wss://',
      claim: 'Anmeldecode',
      claimHelp: 'Einmal gültig, eine Stunde lang. Zum Beispiel ABCD-EFGH.',
      teamName: 'Name des Teams',
      teamNameHelp: 'So heißt ihr im Chat, zum Beispiel „Gemeinsam gegen Hass“.',
      alias: 'Dein Name im Chat',
      aliasHelp: 'Vorname oder Deckname. Wer euch schreibt, sieht ihn an deinen Antworten.',
      missing: 'Bitte noch ausfüllen.',
      badRelay: 'Bitte eine Adresse mit wss:// (oder ws:// zum Testen auf diesem Rechner).',
    },
    pass: {
      title: 'Passphrase wählen',
      body: 'Sie öffnet den Tresor auf diesem Gerät. Niemand kann sie zurücksetzen, auch wir nicht. Am besten vier oder mehr zufällige Wörter.',
      label: 'Passphrase',
      again: 'Passphrase wiederholen',
      show: 'Eingabe anzeigen',
      hide: 'Eingabe verbergen',
      differs: 'Die beiden Eingaben sind noch verschieden.',
      strength: 'Stärke der Passphrase',
      create: 'Team anlegen',
      creating: 'Schlüssel entstehen, das Relay wird angemeldet …',
    },
    refusal: {
      'weak-passphrase': 'Diese Passphrase ist zu leicht zu erraten. Bitte eine längere wählen.',
      'unfinished-team':
        'Auf diesem Gerät wurde schon begonnen, ein Team anzulegen, mit einer anderen Passphrase. Bitte die von damals eingeben; dann geht es dort weiter.',
      'bad-relay':
        'Die Relay-Adresse stimmt nicht. Bitte genau so eintragen, wie sie mitgeteilt wurde.',
      'relay-unreachable':
        'Das Relay antwortet nicht. Stimmt die Adresse, und ist das Internet erreichbar? Deine Eingaben bleiben stehen.',
      'disk-full':
        'Auf der Festplatte ist kein Platz mehr. Bitte Platz schaffen und noch einmal versuchen.',
      'bad-claim':
        'Der Anmeldecode passt nicht oder ist abgelaufen. Bitte einen neuen geben lassen.',
      'bad-document':
        'Das Relay hat das Teamdokument nicht angenommen. Ist es auf dem neuesten Stand?',
      'bad-signature':
        'Das Relay konnte die Unterschrift nicht prüfen. Bitte noch einmal versuchen.',
      expired: 'Das Relay meint, das Teamdokument sei abgelaufen. Stimmt die Uhr dieses Rechners?',
      'not-newest':
        'Auf dem Relay liegt schon ein neueres Teamdokument. Bitte mit der Koordination klären.',
      'not-allowed':
        'Dieses Relay nimmt keine neuen Teams auf. Bitte frag die Person, die es betreibt.',
      'not-served': 'Dieses Relay kennt das Team nicht. Stimmt die Adresse?',
    },
    root: {
      title: 'Euer Hauptcode',
      body: 'Er wird nur jetzt gezeigt. Mit ihm gehört das Team euch: Ohne ihn lassen sich verlorene Geräte nicht mehr ersetzen.',
      how: 'So bewahrt ihr ihn auf',
      how1: 'Ausdrucken oder abschreiben, nicht fotografieren.',
      how2: 'An zwei Orten verschließen, zum Beispiel im Tresor der Organisation und bei der Leitung.',
      how3: 'Nie per Mail oder Messenger schicken. Niemand von uns fragt danach.',
      code: 'Hauptcode',
      open: 'Zum Posteingang',
      sheetTitle: 'Beistand: Hauptcode des Teams',
      sheetTeam: 'Team: {{team}}',
      sheetDate: 'Gedruckt am {{date}}',
      sheetNote: 'Verschlossen aufbewahren. Wer diesen Code hat, kann das Team übernehmen.',
    },
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
      offline:
        'Gerade ohne Verbindung. Öffnen geht trotzdem; Nachrichten kommen, sobald das Netz da ist.',
      restoreHow:
        'Was in der letzten Sicherung steht, kommt so zurück: Beistand auf einem anderen Rechner starten und „Stattdessen aus einer Sicherung wiederherstellen“ wählen. Auf diesem hier erst, wenn die Koordination zustimmt, und nachdem er geleert wurde.',
      forgotten: 'Passphrase vergessen? Wiederherstellungscode benutzen',
      more: 'Weitere Möglichkeiten',
    },
    refused: {
      'wrong-passphrase': 'Das war nicht die Passphrase. Groß- und Kleinschreibung zählt.',
      'damaged-header':
        'Die Datei, die diesen Tresor öffnet, ist beschädigt. Eure Daten sind noch da, aber so kommt niemand an sie heran. Bitte nichts löschen und der Koordination Bescheid geben.',
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
      secretHelp: 'Nicht die Passphrase des Tresors: die, mit der die Sicherung gemacht wurde.',
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
    step: 'Step {{step}} of 3',
    starting: 'Loading the vault …',
    dead: 'The vault does not answer. Please close the app and open it again. What is stored stays where it is.',
    promise: 'Conversations only you can read.',
    promiseBody:
      'What young people write to you is sealed on their device and opened only here. The server in between can read none of it.',
    team: {
      title: 'Create your team',
      body: 'The first start makes team, device and vault. It takes two minutes.',
      relay: 'Relay address',
      relayHelp: 'From the message of the person who runs the server. Starts with wss://',
      claim: 'Claim code',
      claimHelp: 'Works once, for one hour. For example ABCD-EFGH.',
      teamName: 'Name of the team',
      teamNameHelp: 'How you appear in the chat, for example “Together against hate”.',
      alias: 'Your name in the chat',
      aliasHelp: 'A first name or an alias. Whoever writes to you sees it on your replies.',
      missing: 'Please fill this in.',
      badRelay: 'Please give an address with wss:// (or ws:// for tests on this computer).',
    },
    pass: {
      title: 'Choose a passphrase',
      body: 'It opens the vault on this device. Nobody can reset it, not even us. Four or more random words work best.',
      label: 'Passphrase',
      again: 'Repeat passphrase',
      show: 'Show what I type',
      hide: 'Hide what I type',
      differs: 'The two are still different.',
      strength: 'Strength of the passphrase',
      create: 'Create team',
      creating: 'Making keys and signing up with the relay …',
    },
    refusal: {
      'weak-passphrase': 'This passphrase is too easy to guess. Please choose a longer one.',
      'unfinished-team':
        'A team was already begun on this device with another passphrase. Please enter the one from then; it goes on from there.',
      'bad-relay':
        'The relay address is not right. Please enter it exactly as it was given to you.',
      'relay-unreachable':
        'The relay does not answer. Is the address right and the internet reachable? Your entries stay as they are.',
      'disk-full': 'There is no space left on the disk. Please make room and try again.',
      'bad-claim': 'The claim code does not match or has expired. Please ask for a new one.',
      'bad-document': 'The relay did not accept the team document. Is it up to date?',
      'bad-signature': 'The relay could not check the signature. Please try again.',
      expired: 'The relay says the team document has expired. Is this computer’s clock right?',
      'not-newest':
        'The relay already holds a newer team document. Please check with your coordinator.',
      'not-allowed': 'This relay takes no new teams. Please ask the person who runs it.',
      'not-served': 'This relay does not know the team. Is the address right?',
    },
    root: {
      title: 'Your root code',
      body: 'It is shown only now. It makes the team yours: without it lost devices can no longer be replaced.',
      how: 'How to keep it',
      how1: 'Print it or write it down; do not photograph it.',
      how2: 'Lock it away in two places, for example the organisation’s safe and with the management.',
      how3: 'Never send it by mail or messenger. None of us will ask for it.',
      code: 'Root code',
      open: 'Go to the inbox',
      sheetTitle: 'Beistand: root code of the team',
      sheetTeam: 'Team: {{team}}',
      sheetDate: 'Printed on {{date}}',
      sheetNote: 'Keep locked away. Whoever holds this code can take over the team.',
    },
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
      offline:
        'No connection right now. You can open the vault anyway; messages arrive once the network is back.',
      restoreHow:
        'What is in the last backup comes back like this: start Beistand on another computer and choose “Restore from a backup instead”. On this one only when your coordinator agrees, and after it has been wiped.',
      forgotten: 'Passphrase forgotten? Use the recovery code',
      more: 'Other options',
    },
    refused: {
      'wrong-passphrase': 'That was not the passphrase. Upper and lower case matter.',
      'damaged-header':
        'The file that opens this vault is damaged. Your data is still there, but nobody can reach it this way. Please delete nothing and tell your coordinator.',
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
    step: 'Stap {{step}} van 3',
    starting: 'De kluis wordt geladen …',
    dead: 'De kluis antwoordt niet. Sluit de app en open hem opnieuw. Wat bewaard is, blijft waar het is.',
    promise: 'Gesprekken die alleen jullie kunnen lezen.',
    promiseBody:
      'Wat jongeren jullie schrijven, wordt op hun apparaat verzegeld en pas hier geopend. De server ertussen kan er niets van lezen.',
    team: {
      title: 'Team aanmaken',
      body: 'Bij de eerste start ontstaan team, apparaat en kluis. Dat duurt twee minuten.',
      relay: 'Relay-adres',
      relayHelp: 'Staat in het bericht van wie de server beheert. Begint met wss://',
      claim: 'Aanmeldcode',
      claimHelp: 'Eén keer geldig, een uur lang. Bijvoorbeeld ABCD-EFGH.',
      teamName: 'Naam van het team',
      teamNameHelp: 'Zo heten jullie in de chat, bijvoorbeeld “Samen tegen haat”.',
      alias: 'Jouw naam in de chat',
      aliasHelp: 'Voornaam of schuilnaam. Wie jullie schrijft, ziet hem bij je antwoorden.',
      missing: 'Vul dit nog in.',
      badRelay: 'Vul een adres in met wss:// (of ws:// om op deze computer te testen).',
    },
    pass: {
      title: 'Wachtzin kiezen',
      body: 'Die opent de kluis op dit apparaat. Niemand kan hem herstellen, wij ook niet. Het beste werken vier of meer willekeurige woorden.',
      label: 'Wachtzin',
      again: 'Wachtzin herhalen',
      show: 'Invoer tonen',
      hide: 'Invoer verbergen',
      differs: 'De twee zijn nog verschillend.',
      strength: 'Sterkte van de wachtzin',
      create: 'Team aanmaken',
      creating: 'Sleutels worden gemaakt, aanmelden bij de relay …',
    },
    refusal: {
      'weak-passphrase': 'Deze wachtzin is te makkelijk te raden. Kies een langere.',
      'unfinished-team':
        'Op dit apparaat is al een team begonnen, met een andere wachtzin. Vul die van toen in; dan gaat het daar verder.',
      'bad-relay': 'Het relay-adres klopt niet. Vul het precies zo in als je het gekregen hebt.',
      'relay-unreachable':
        'De relay antwoordt niet. Klopt het adres en is er internet? Wat je invulde blijft staan.',
      'disk-full': 'De schijf is vol. Maak ruimte en probeer het nog eens.',
      'bad-claim': 'De aanmeldcode klopt niet of is verlopen. Vraag een nieuwe.',
      'bad-document': 'De relay nam het teamdocument niet aan. Is hij bijgewerkt?',
      'bad-signature': 'De relay kon de handtekening niet controleren. Probeer het nog eens.',
      expired:
        'Volgens de relay is het teamdocument verlopen. Staat de klok van deze computer goed?',
      'not-newest': 'Op de relay staat al een nieuwer teamdocument. Overleg met de coördinatie.',
      'not-allowed': 'Deze relay neemt geen nieuwe teams aan. Vraag wie hem beheert.',
      'not-served': 'Deze relay kent het team niet. Klopt het adres?',
    },
    root: {
      title: 'Jullie hoofdcode',
      body: 'Hij wordt alleen nu getoond. Met deze code is het team van jullie: zonder deze code kunnen verloren apparaten niet meer vervangen worden.',
      how: 'Zo bewaar je hem',
      how1: 'Afdrukken of overschrijven, niet fotograferen.',
      how2: 'Op twee plekken achter slot, bijvoorbeeld in de kluis van de organisatie en bij de leiding.',
      how3: 'Nooit mailen of appen. Niemand van ons vraagt ernaar.',
      code: 'Hoofdcode',
      open: 'Naar het postvak',
      sheetTitle: 'Beistand: hoofdcode van het team',
      sheetTeam: 'Team: {{team}}',
      sheetDate: 'Afgedrukt op {{date}}',
      sheetNote: 'Achter slot bewaren. Wie deze code heeft, kan het team overnemen.',
    },
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
      offline: 'Nu geen verbinding. Openen kan toch; berichten komen zodra er netwerk is.',
      restoreHow:
        'Wat in de laatste back-up staat, komt zo terug: start Beistand op een andere computer en kies “In plaats daarvan een back-up terugzetten”. Op deze pas als de coördinatie het ermee eens is, en nadat hij is leeggemaakt.',
      forgotten: 'Wachtzin vergeten? Herstelcode gebruiken',
      more: 'Meer mogelijkheden',
    },
    refused: {
      'wrong-passphrase': 'Dat was niet de wachtzin. Hoofdletters tellen.',
      'damaged-header':
        'Het bestand dat deze kluis opent, is beschadigd. Jullie gegevens zijn er nog, maar zo komt niemand erbij. Verwijder niets en waarschuw de coördinatie.',
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
