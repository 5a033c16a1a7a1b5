// Room: ui/i18n. Words used on every screen.
import { words } from '../shape.ts';

export const common = words({
  de: {
    app: 'Beistand',
    rail: 'Bereiche',
    inbox: 'Posteingang',
    cases: 'Fälle',
    codes: 'Codes',
    figures: 'Wie es läuft',
    release: 'Freigabe',
    team: 'Team',
    settings: 'Sicherheit & Aufbewahrung',
    cancel: 'Abbrechen',
    stop: 'Anhalten',
    kept: 'Ich habe ihn sicher aufbewahrt',
    typeWord: 'Zur Bestätigung „{{word}}“ eintippen',
    coming: 'Kommt gleich: Der Tresor wird noch gelesen …',
    gone: 'Das gibt es auf diesem Gerät nicht mehr.',
    notMember:
      'Dieses Gerät gehört noch nicht zum Team. Lesen geht; schreiben erst, wenn die Koordination es eingeladen hat.',
    backupDue: 'Die letzte Sicherung ist vom {{date}}. Zeit für eine neue.',
    backupNever: 'Es gibt noch keine Sicherung. Geht dieses Gerät verloren, ist alles darauf weg.',
    toBackup: 'Zur Sicherung',
    toRestore: 'Sicherung einlesen',
    trouble: {
      'copy-repaired_one':
        'Ein Eintrag war außerhalb dieses Programms verändert, vertauscht oder entfernt worden. Er ist wiederhergestellt, es fehlt nichts. Das kann die Festplatte sein oder jemand an diesem Rechner: Kommt es wieder vor, sag der Koordination Bescheid.',
      'copy-repaired_other':
        '{{count, number}} Einträge waren außerhalb dieses Programms verändert, vertauscht oder entfernt worden. Sie sind wiederhergestellt, es fehlt nichts. Das kann die Festplatte sein oder jemand an diesem Rechner: Kommt es wieder vor, sag der Koordination Bescheid.',
      'journal-healed':
        'Im Journal war eine Stelle beschädigt. Alles war noch in der Kopie; das Journal ist neu geschrieben. Geht die Festplatte kaputt? Eine Sicherung wäre jetzt gut.',
      'journal-damaged_one':
        'Ein Eintrag ist in Journal und Kopie beschädigt und lässt sich hier nicht mehr lesen. Eine Sicherung kann ihn zurückbringen.',
      'journal-damaged_other':
        '{{count, number}} Einträge sind in Journal und Kopie beschädigt und lassen sich hier nicht mehr lesen. Eine Sicherung kann sie zurückbringen.',
      'vault-full':
        'Dieser Tresor ist voll: Mehr als {{count, number}} Gespräche und Fälle fasst er nicht. Neue Nachrichten bleiben beim Relay, bis hier etwas gelöscht ist.',
      'set-aside_one':
        'Eine Nachricht ist angekommen, aber durch einen Fehler dieses Programms lässt sie sich nicht zeigen. Sie ist verwahrt. Bitte aktualisieren und uns den Fehler melden.',
      'set-aside_other':
        '{{count, number}} Nachrichten sind angekommen, aber durch einen Fehler dieses Programms lassen sie sich nicht zeigen. Sie sind verwahrt. Bitte aktualisieren und uns den Fehler melden.',
      'recovery-unseen':
        'Ein neuer Wiederherstellungscode wurde angelegt, aber niemand hat bestätigt, dass er sicher aufbewahrt ist. Bitte jetzt einen neuen anlegen: Auf frühere Ausdrucke ist kein Verlass mehr.',
      'older-profile':
        'Das Relay hat von diesem Gerät schon einen neueren Stand gesehen: Jemand hat einen alten Ordner zurückgelegt. Bitte nicht weiterarbeiten und der Koordination Bescheid geben.',
      'forked-team':
        'Das Relay zeigt eine andere Fassung der Teamliste, als dieses Gerät kennt. Nur eine kann echt sein; hier gilt weiter die bekannte. Entweder wurde das Relay auf einen alten Stand zurückgesetzt, oder jemand täuscht euch. Bitte klärt am Telefon mit der Koordination, wer im Team ist, und nehmt bis dahin niemanden auf.',
    },
    alarmRead: 'Koordination weiß Bescheid',
    job: {
      rebuild: 'Der Tresor wird neu aufgebaut',
      check: 'Der Tresor wird im Hintergrund geprüft',
      index: 'Der Suchindex wird aufgebaut',
      snapshot: 'Das Journal wird neu geschrieben',
      rotate: 'Alles wird neu verschlüsselt',
      erase: 'Wird gelöscht',
      backup: 'Die Sicherung wird geschrieben',
      verify: 'Die Sicherung wird geprüft',
      restore: 'Die Sicherung wird gelesen',
    },
    lock: 'Sperren',
    lockNow: 'Tresor sperren',
    back: 'Zurück',
    next: 'Weiter',
    close: 'Schließen',
    copy: 'Kopieren',
    copied: 'Kopiert',
    copyFailed: 'Kopieren ging nicht. Bitte markieren und mit Strg C kopieren.',
    print: 'Drucken',
    none: 'nicht angegeben',
    yes: 'Ja',
    no: 'Nein',
    ctrl: 'Strg',
    language: 'Sprache der Oberfläche',
    stays: 'verlässt dieses Gerät nie',
    unread_one: '{{count}} ungelesene Nachricht',
    unread_other: '{{count}} ungelesene Nachrichten',
    stars_one: '{{count}} von 5 Sternen',
    stars_other: '{{count}} von 5 Sternen',
    link: {
      online: 'verbunden',
      connecting: 'verbindet …',
      offline: 'keine Verbindung',
      offlineLong:
        'Keine Verbindung zum Relay. Geschriebenes bleibt hier gespeichert und geht hinaus, sobald die Verbindung steht.',
    },
    takenOver:
      'Dieses Gerät hat sich an anderer Stelle angemeldet. Hier kommt nichts mehr an, bis du den Tresor sperrst und neu öffnest.',
    lowSpace:
      'Auf der Festplatte sind nur noch {{free}} frei. Unter 200 MB bleiben neue Nachrichten vorerst beim Relay.',
    staleDocument:
      'Das Teamdokument läuft am {{date}} ab. Danach kann die Website keine neuen Gespräche beginnen. Bitte die Koordination, es neu zu unterschreiben.',
    rebuilt_one: 'Ein Eintrag wurde aus dem Journal wiederhergestellt. Es fehlt nichts.',
    rebuilt_other:
      '{{count, number}} Einträge wurden aus dem Journal wiederhergestellt. Es fehlt nichts.',
    failed:
      'Das hat nicht geklappt. Es ist nichts verloren gegangen. Bitte versuch es noch einmal.',
    dismiss: 'Hinweis schließen',
  },
  en: {
    app: 'Beistand',
    rail: 'Areas',
    inbox: 'Inbox',
    cases: 'Cases',
    codes: 'Codes',
    figures: 'How it goes',
    release: 'Release',
    team: 'Team',
    settings: 'Security & retention',
    cancel: 'Cancel',
    stop: 'Stop',
    kept: 'I have stored it safely',
    typeWord: 'Type “{{word}}” to confirm',
    coming: 'In a moment: the vault is still being read …',
    gone: 'This is no longer on this device.',
    notMember:
      'This device is not in the team yet. It can read; it can write once your coordinator has invited it.',
    backupDue: 'The last backup is from {{date}}. Time for a new one.',
    backupNever: 'There is no backup yet. If this device is lost, everything on it is gone.',
    toBackup: 'Go to backup',
    toRestore: 'Load a backup',
    trouble: {
      'copy-repaired_one':
        'One entry had been changed, exchanged or removed outside this app. It is restored and nothing is missing. It may be the disk, or somebody at this computer: if it happens again, tell your coordinator.',
      'copy-repaired_other':
        '{{count, number}} entries had been changed, exchanged or removed outside this app. They are restored and nothing is missing. It may be the disk, or somebody at this computer: if it happens again, tell your coordinator.',
      'journal-healed':
        'A place in the journal was damaged. Everything was still in the copy; the journal has been rewritten. Is the disk failing? Now is a good time for a backup.',
      'journal-damaged_one':
        'One entry is damaged in both journal and copy and can no longer be read here. A backup can bring it back.',
      'journal-damaged_other':
        '{{count, number}} entries are damaged in both journal and copy and can no longer be read here. A backup can bring them back.',
      'vault-full':
        'This vault is full: it holds no more than {{count, number}} conversations and cases. New messages stay with the relay until something here has been deleted.',
      'set-aside_one':
        'A message has come in, but a fault in this program keeps it from being shown. It is kept safe. Please update, and report the fault to us.',
      'set-aside_other':
        '{{count, number}} messages have come in, but a fault in this program keeps them from being shown. They are kept safe. Please update, and report the fault to us.',
      'recovery-unseen':
        'A new recovery code was made, but nobody confirmed that it is stored safely. Please make a new one now: earlier sheets can no longer be relied on.',
      'older-profile':
        'The relay has already seen a newer state of this device: somebody put an old folder back. Please stop working and tell your coordinator.',
      'forked-team':
        'The relay shows another version of the team list than this device knows. Only one can be real; here the known one still counts. Either the relay was set back to an old state, or somebody is deceiving you. Please find out with your coordinator, by telephone, who is in the team, and let nobody in until then.',
    },
    alarmRead: 'My coordinator knows',
    job: {
      rebuild: 'Rebuilding the vault',
      check: 'Checking the vault in the background',
      index: 'Building the search index',
      snapshot: 'Rewriting the journal',
      rotate: 'Encrypting everything again',
      erase: 'Erasing',
      backup: 'Writing the backup',
      verify: 'Verifying the backup',
      restore: 'Loading the backup',
    },
    lock: 'Lock',
    lockNow: 'Lock the vault',
    back: 'Back',
    next: 'Next',
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'Copying did not work. Please select the text and press Ctrl C.',
    print: 'Print',
    none: 'not given',
    yes: 'Yes',
    no: 'No',
    ctrl: 'Ctrl',
    language: 'Interface language',
    stays: 'never leaves this device',
    unread_one: '{{count}} unread message',
    unread_other: '{{count}} unread messages',
    stars_one: '{{count}} of 5 stars',
    stars_other: '{{count}} of 5 stars',
    link: {
      online: 'connected',
      connecting: 'connecting …',
      offline: 'no connection',
      offlineLong:
        'No connection to the relay. What you write is kept here and goes out as soon as the connection is back.',
    },
    takenOver:
      'This device has signed in somewhere else. Nothing arrives here until you lock the vault and open it again.',
    lowSpace:
      'Only {{free}} left on the disk. Below 200 MB new messages stay with the relay for now.',
    staleDocument:
      'The team document expires on {{date}}. After that the website cannot start new conversations. Please ask your coordinator to sign it again.',
    rebuilt_one: 'One entry was restored from the journal. Nothing is missing.',
    rebuilt_other: '{{count, number}} entries were restored from the journal. Nothing is missing.',
    failed: 'That did not work. Nothing has been lost. Please try again.',
    dismiss: 'Dismiss notice',
  },
  nl: {
    app: 'Beistand',
    rail: 'Onderdelen',
    inbox: 'Postvak',
    cases: 'Dossiers',
    codes: 'Codes',
    figures: 'Hoe het gaat',
    release: 'Vrijgave',
    team: 'Team',
    settings: 'Beveiliging & bewaren',
    cancel: 'Annuleren',
    stop: 'Stoppen',
    kept: 'Ik heb hem veilig opgeborgen',
    typeWord: 'Typ “{{word}}” om te bevestigen',
    coming: 'Komt zo: de kluis wordt nog gelezen …',
    gone: 'Dit staat niet meer op dit apparaat.',
    notMember:
      'Dit apparaat hoort nog niet bij het team. Lezen kan; schrijven pas als de coördinatie het heeft uitgenodigd.',
    backupDue: 'De laatste back-up is van {{date}}. Tijd voor een nieuwe.',
    backupNever: 'Er is nog geen back-up. Raakt dit apparaat zoek, dan is alles erop weg.',
    toBackup: 'Naar de back-up',
    toRestore: 'Back-up inlezen',
    trouble: {
      'copy-repaired_one':
        'Eén regel was buiten dit programma veranderd, verwisseld of verwijderd. Hij is hersteld, er ontbreekt niets. Het kan de schijf zijn of iemand aan deze computer: gebeurt het weer, waarschuw dan de coördinatie.',
      'copy-repaired_other':
        '{{count, number}} regels waren buiten dit programma veranderd, verwisseld of verwijderd. Ze zijn hersteld, er ontbreekt niets. Het kan de schijf zijn of iemand aan deze computer: gebeurt het weer, waarschuw dan de coördinatie.',
      'journal-healed':
        'Een plek in het journaal was beschadigd. Alles stond nog in de kopie; het journaal is opnieuw geschreven. Gaat de schijf kapot? Een back-up zou nu goed zijn.',
      'journal-damaged_one':
        'Eén regel is in journaal en kopie beschadigd en hier niet meer te lezen. Een back-up kan hem terugbrengen.',
      'journal-damaged_other':
        '{{count, number}} regels zijn in journaal en kopie beschadigd en hier niet meer te lezen. Een back-up kan ze terugbrengen.',
      'vault-full':
        'Deze kluis is vol: meer dan {{count, number}} gesprekken en dossiers past er niet in. Nieuwe berichten blijven bij de relay tot hier iets gewist is.',
      'set-aside_one':
        'Er is een bericht binnengekomen, maar door een fout in dit programma kan het niet worden getoond. Het blijft bewaard. Werk het programma bij en meld ons de fout.',
      'set-aside_other':
        'Er zijn {{count, number}} berichten binnengekomen, maar door een fout in dit programma kunnen ze niet worden getoond. Ze blijven bewaard. Werk het programma bij en meld ons de fout.',
      'recovery-unseen':
        'Er is een nieuwe herstelcode gemaakt, maar niemand heeft bevestigd dat hij veilig is opgeborgen. Maak nu een nieuwe: op eerdere bladen kun je niet meer rekenen.',
      'older-profile':
        'De relay heeft van dit apparaat al een nieuwere stand gezien: iemand heeft een oude map teruggezet. Werk niet verder en waarschuw de coördinatie.',
      'forked-team':
        'De relay toont een andere versie van de teamlijst dan dit apparaat kent. Maar één kan echt zijn; hier geldt nog de bekende. Of de relay is teruggezet naar een oude stand, of iemand misleidt jullie. Zoek telefonisch met de coördinatie uit wie er in het team zit, en laat tot dan niemand toe.',
    },
    alarmRead: 'De coördinatie weet het',
    job: {
      rebuild: 'De kluis wordt opnieuw opgebouwd',
      check: 'De kluis wordt op de achtergrond gecontroleerd',
      index: 'De zoekindex wordt opgebouwd',
      snapshot: 'Het journaal wordt opnieuw geschreven',
      rotate: 'Alles wordt opnieuw versleuteld',
      erase: 'Wordt gewist',
      backup: 'De back-up wordt geschreven',
      verify: 'De back-up wordt gecontroleerd',
      restore: 'De back-up wordt gelezen',
    },
    lock: 'Vergrendelen',
    lockNow: 'Kluis vergrendelen',
    back: 'Terug',
    next: 'Verder',
    close: 'Sluiten',
    copy: 'Kopiëren',
    copied: 'Gekopieerd',
    copyFailed: 'Kopiëren lukte niet. Selecteer de tekst en druk op Ctrl C.',
    print: 'Afdrukken',
    none: 'niet ingevuld',
    yes: 'Ja',
    no: 'Nee',
    ctrl: 'Ctrl',
    language: 'Taal van het scherm',
    stays: 'verlaat dit apparaat nooit',
    unread_one: '{{count}} ongelezen bericht',
    unread_other: '{{count}} ongelezen berichten',
    stars_one: '{{count}} van 5 sterren',
    stars_other: '{{count}} van 5 sterren',
    link: {
      online: 'verbonden',
      connecting: 'verbinden …',
      offline: 'geen verbinding',
      offlineLong:
        'Geen verbinding met de relay. Wat je schrijft blijft hier bewaard en gaat weg zodra de verbinding er weer is.',
    },
    takenOver:
      'Dit apparaat heeft zich ergens anders aangemeld. Hier komt niets meer binnen tot je de kluis vergrendelt en opnieuw opent.',
    lowSpace:
      'Er is nog maar {{free}} vrij op de schijf. Onder 200 MB blijven nieuwe berichten voorlopig bij de relay.',
    staleDocument:
      'Het teamdocument verloopt op {{date}}. Daarna kan de website geen nieuwe gesprekken beginnen. Vraag de coördinatie het opnieuw te ondertekenen.',
    rebuilt_one: 'Eén regel is uit het journaal hersteld. Er ontbreekt niets.',
    rebuilt_other: '{{count, number}} regels zijn uit het journaal hersteld. Er ontbreekt niets.',
    failed: 'Dat lukte niet. Er is niets verloren gegaan. Probeer het nog eens.',
    dismiss: 'Melding sluiten',
  },
});
