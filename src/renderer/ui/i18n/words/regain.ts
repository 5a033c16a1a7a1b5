// Room: ui/i18n. Coordinating a team again by its printed root code, when the devices that did are lost.
import { words } from '../shape.ts';

export const regain = words({
  de: {
    link: 'Team mit dem Hauptcode wiederherstellen',
    title: 'Team mit dem Hauptcode wiederherstellen',
    body: 'Für ein Team, dessen koordinierendes Gerät verloren, gestohlen oder kaputt ist. Du brauchst den ausgedruckten Hauptcode.',
    backup:
      'Gespräche, Fälle und Belege des verlorenen Geräts bringt der Code nicht zurück. Gibt es eine Sicherung, kannst du sie danach unter „Einstellungen“ einlesen.',
    relay: 'Relay-Adresse oder ein alter Link',
    relayHelp: 'Beginnt mit wss://. Eine alte Einladung tut es auch, selbst eine abgelaufene.',
    code: 'Hauptcode vom Ausdruck',
    look: 'Team suchen',
    looking: 'Das Relay wird gefragt …',
    found: 'Dieser Code gehört zu „{{name}}“',
    foundUnnamed: 'Dieser Code gehört zu einem Team ohne Namen',
    proof:
      'Das ist bewiesen: Die Liste des Teams ist mit einem Schlüssel unterschrieben, den nur dieser Code ergibt. Ob das Relay euch die neueste Liste zeigt, kann die App hier nicht wissen. Passen Datum und Geräte zu dem, was ihr wisst?',
    signed: 'Liste Nr. {{seq}}, unterschrieben am {{when}}',
    over: 'Sie ist seit {{date}} abgelaufen. Die neue gilt dann wieder.',
    numbers: 'Ziffern des Teams',
    devices: 'Geräte in der Liste',
    moved:
      'Die Liste nennt ein anderes Relay als deine Eingabe: {{relay}}. Ist das Team dorthin umgezogen? Kennt es niemand von euch, hör hier auf: Umgezogen haben kann es auch, wer das verlorene Gerät hat.',
    lost: 'Welche koordinierenden Geräte sind verloren?',
    lostHelp:
      'Was hier angehakt ist, wird entfernt, und das Team bekommt einen neuen Schlüssel. Nimm den Haken nur bei Geräten weg, die noch in euren Händen sind.',
    lostAll:
      'In der Liste steht kein koordinierendes Gerät mehr. Das Team bekommt einen neuen Schlüssel: Wer früher koordiniert hat, kann dann nichts mehr ändern.',
    lostNone:
      'Es wird kein Gerät entfernt. Wer eines davon in die Hand bekommt und seine Passphrase kennt, kann das Team weiter ändern.',
    pin: 'Danach gilt ein neuer Pin für die Website. Gib ihn bald weiter: Den alten versteht der Chat nur bis zum nächsten Wechsel.',
    told: 'Alle anderen Geräte sehen, dass ein neues koordiniert und welche entfernt sind.',
    next: 'Das ist unser Team',
    alias: 'Dein Name im Team und im Chat',
    go: 'Wiederherstellen',
    going: 'Tresor und Schlüssel entstehen, das Relay bekommt die neue Liste …',
    card: 'Mit dem Hauptcode koordinieren',
    cardBody:
      'Ist das koordinierende Gerät verloren, kann dieses hier seine Aufgabe übernehmen. Das geht nur mit dem ausgedruckten Hauptcode.',
    cardGo: 'Koordination übernehmen …',
    cardNow: 'Übernehmen',
    takes: 'Dieses Gerät koordiniert danach: Es lädt ein, entfernt und gibt Aufgaben.',
    keeps: 'Gespräche des verlorenen Geräts, die sonst niemand hat, kommen dadurch nicht zurück.',
  },
  en: {
    link: 'Restore a team with its root code',
    title: 'Restore a team with its root code',
    body: 'For a team whose coordinating device is lost, stolen or broken. You need the printed root code.',
    backup:
      'The code does not bring back conversations, cases and evidence of the lost device. If there is a backup, you can load it under “Settings” afterwards.',
    relay: 'Relay address or an old link',
    relayHelp: 'Begins with wss://. An old invite will do, even one that has run out.',
    code: 'Root code from the printout',
    look: 'Look for the team',
    looking: 'Asking the relay …',
    found: 'This code belongs to “{{name}}”',
    foundUnnamed: 'This code belongs to a team without a name',
    proof:
      'That is proven: the team’s list is signed by a key that only this code makes. Whether the relay shows you the newest list the app cannot know here. Do date and devices fit what you know?',
    signed: 'List no. {{seq}}, signed on {{when}}',
    over: 'It ran out on {{date}}. The new one is in force again.',
    numbers: 'Digits of the team',
    devices: 'Devices in the list',
    moved:
      'The list names another relay than you did: {{relay}}. Has the team moved there? If none of you knows it, stop here: whoever has the lost device could have moved it.',
    lost: 'Which coordinating devices are lost?',
    lostHelp:
      'What is ticked here is removed, and the team gets a new key. Take the tick away only from devices that are still in your hands.',
    lostAll:
      'The list names no coordinating device any more. The team gets a new key: whoever coordinated before can then change nothing.',
    lostNone:
      'No device is removed. Whoever gets hold of one and knows its passphrase can still change the team.',
    pin: 'After that the website has a new pin. Hand it on soon: the chat understands the old one only until the next change.',
    told: 'All other devices see that a new one coordinates, and which were removed.',
    next: 'This is our team',
    alias: 'Your name in the team and in the chat',
    go: 'Restore',
    going: 'Making vault and keys, and giving the relay the new list …',
    card: 'Coordinate with the root code',
    cardBody:
      'If the coordinating device is lost, this one can take over. That takes the printed root code.',
    cardGo: 'Take over coordination …',
    cardNow: 'Take over',
    takes: 'This device coordinates from then on: it invites, removes and gives roles.',
    keeps: 'Conversations of the lost device that nobody else has do not come back by this.',
  },
  nl: {
    link: 'Team met de hoofdcode herstellen',
    title: 'Team met de hoofdcode herstellen',
    body: 'Voor een team waarvan het coördinerende apparaat kwijt, gestolen of kapot is. Je hebt de afgedrukte hoofdcode nodig.',
    backup:
      'Gesprekken, dossiers en bewijs van het verloren apparaat brengt de code niet terug. Is er een back-up, dan kun je die daarna onder ‘Instellingen’ inlezen.',
    relay: 'Relay-adres of een oude link',
    relayHelp: 'Begint met wss://. Een oude uitnodiging mag ook, zelfs een verlopen.',
    code: 'Hoofdcode van de afdruk',
    look: 'Team zoeken',
    looking: 'Het relay wordt gevraagd …',
    found: 'Deze code hoort bij ‘{{name}}’',
    foundUnnamed: 'Deze code hoort bij een team zonder naam',
    proof:
      'Dat is bewezen: de lijst van het team is ondertekend met een sleutel die alleen uit deze code ontstaat. Of het relay jullie de nieuwste lijst toont, kan de app hier niet weten. Kloppen datum en apparaten met wat jullie weten?',
    signed: 'Lijst nr. {{seq}}, ondertekend op {{when}}',
    over: 'Ze is verlopen sinds {{date}}. De nieuwe geldt dan weer.',
    numbers: 'Cijfers van het team',
    devices: 'Apparaten in de lijst',
    moved:
      'De lijst noemt een ander relay dan jij: {{relay}}. Is het team daarheen verhuisd? Kent niemand van jullie het, stop dan hier: ook wie het verloren apparaat heeft, kan dat gedaan hebben.',
    lost: 'Welke coördinerende apparaten zijn kwijt?',
    lostHelp:
      'Wat hier aangevinkt is, wordt verwijderd, en het team krijgt een nieuwe sleutel. Haal het vinkje alleen weg bij apparaten die nog in jullie handen zijn.',
    lostAll:
      'In de lijst staat geen coördinerend apparaat meer. Het team krijgt een nieuwe sleutel: wie eerder coördineerde, kan dan niets meer veranderen.',
    lostNone:
      'Er wordt geen apparaat verwijderd. Wie er een in handen krijgt en de wachtzin kent, kan het team nog steeds veranderen.',
    pin: 'Daarna geldt een nieuwe pin voor de website. Geef hem snel door: de oude begrijpt de chat alleen tot de volgende wissel.',
    told: 'Alle andere apparaten zien dat er een nieuw apparaat coördineert en welke verwijderd zijn.',
    next: 'Dit is ons team',
    alias: 'Jouw naam in het team en in de chat',
    go: 'Herstellen',
    going: 'Kluis en sleutels worden gemaakt, het relay krijgt de nieuwe lijst …',
    card: 'Coördineren met de hoofdcode',
    cardBody:
      'Is het coördinerende apparaat kwijt, dan kan dit apparaat de taak overnemen. Dat kan alleen met de afgedrukte hoofdcode.',
    cardGo: 'Coördinatie overnemen …',
    cardNow: 'Overnemen',
    takes: 'Dit apparaat coördineert daarna: het nodigt uit, verwijdert en geeft taken.',
    keeps: 'Gesprekken van het verloren apparaat die niemand anders heeft, komen zo niet terug.',
  },
});
