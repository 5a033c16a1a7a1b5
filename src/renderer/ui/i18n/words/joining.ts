// Room: ui/i18n. A device that is not in the team: it asks to be let in, it waits, or it was removed.
import { words } from '../shape.ts';

export const joining = words({
  de: {
    waiting: 'Du wartest auf die Aufnahme ins Team',
    waitingLine: 'Dieses Gerät gehört noch nicht zum Team. Es wartet auf die Koordination.',
    waitingCall: 'Ruf die Person an, die dich eingeladen hat, oder setzt euch nebeneinander.',
    waitingCompare:
      'Vergleicht unten alle Ziffern oder alle Wörter. Ist auch nur eines anders: nicht aufnehmen lassen.',
    waitingThen:
      'Danach geht es von allein weiter. Du kannst die App offen lassen oder später wiederkommen.',
    waitingNo: 'Ein Nein schickt die App nicht. Hörst du nichts, frag nach.',
    sending:
      'Die Anfrage ist noch unterwegs. Dafür braucht es eine Verbindung und ein Gerät der Koordination, das heute oder in den letzten Wochen angemeldet war.',
    heard: 'Die Anfrage ist angekommen und wartet auf die Koordination.',
    missing_one:
      'Ein Gerät der Koordination hat die Anfrage noch nicht. Die App schickt sie ihm noch einmal.',
    missing_other:
      '{{count}} Geräte der Koordination haben die Anfrage noch nicht. Die App schickt sie ihnen noch einmal.',
    until: 'Die Einladung gilt bis {{when}}.',
    over: 'Die Einladung ist abgelaufen, bevor die Anfrage ankam. Lass dir eine neue geben.',
    overHeard:
      'Die Frist der Einladung ist vorbei. Deine Anfrage kam rechtzeitig an; frag nach, ob sie noch gilt.',
    stop: 'Nicht mehr warten',
    join: 'Mit Einladung ins Team',
    joinBody:
      'Füge den Link ein, den dir die Koordination gegeben hat. Hier entsteht ein Tresor für dieses Gerät, und eine Anfrage geht an die Koordination.',
    joinLink: 'Einladung',
    joinLinkHelp: 'Beginnt mit beistand://join#',
    joinName: 'Dein Name im Team und im Chat',
    joinNameHelp:
      'Vorname oder Deckname. Die Koordination sieht ihn, und er steht an deinen Antworten.',
    joinGo: 'Tresor anlegen und anfragen',
    joining: 'Der Tresor entsteht …',
    ask: 'Ins Team aufnehmen lassen',
    askBody:
      'Dieses Gerät gehört noch zu keinem Team. Lesen geht. Zum Schreiben braucht es eine Einladung von der Koordination.',
    askName: 'Dein Name für die Koordination',
    askGo: 'Anfragen',
    removedTitle: 'Dieses Gerät wurde entfernt',
    removedLine: 'Dieses Gerät wurde aus dem Team entfernt. Neue Nachrichten kommen nicht mehr an.',
    removedBody:
      'Was hier liegt, bleibt lesbar. Neue Nachrichten kommen nicht mehr an, und Antworten gehen nicht mehr hinaus. Fragen dazu beantwortet die Koordination.',
  },
  en: {
    waiting: 'You are waiting to be let into the team',
    waitingLine: 'This device is not in the team yet. It waits for the coordinator.',
    waitingCall: 'Call the person who invited you, or sit down side by side.',
    waitingCompare: 'Compare all digits or all words below. If even one differs: do not be let in.',
    waitingThen: 'After that it goes on by itself. You can leave the app open or come back later.',
    waitingNo: 'The app does not send a no. If you hear nothing, ask.',
    sending:
      'The request is still on its way. That takes a connection, and a coordinating device that has signed in today or in the last weeks.',
    heard: 'The request has arrived and waits for the coordinator.',
    missing_one:
      'One coordinating device does not have the request yet. The app sends it there again.',
    missing_other:
      '{{count}} coordinating devices do not have the request yet. The app sends it there again.',
    until: 'The invite is good until {{when}}.',
    over: 'The invite ran out before the request arrived. Please ask for a new one.',
    overHeard: 'The invite has run out. Your request arrived in time; ask whether it still counts.',
    stop: 'Stop waiting',
    join: 'Join a team by invite',
    joinBody:
      'Paste the link your coordinator gave you. A vault for this device is made here, and a request goes to the coordinator.',
    joinLink: 'Invite',
    joinLinkHelp: 'Begins with beistand://join#',
    joinName: 'Your name in the team and in the chat',
    joinNameHelp:
      'First name or alias. The coordinator sees it, and it stands beside your replies.',
    joinGo: 'Make the vault and ask',
    joining: 'The vault is being made …',
    ask: 'Be let into the team',
    askBody:
      'This device is in no team yet. It can read. To write it needs an invite from the coordinator.',
    askName: 'Your name for the coordinator',
    askGo: 'Ask',
    removedTitle: 'This device was removed',
    removedLine: 'This device was removed from the team. New messages no longer arrive.',
    removedBody:
      'What is here can still be read. New messages no longer arrive, and replies no longer go out. Your coordinator answers questions about it.',
  },
  nl: {
    waiting: 'Je wacht op opname in het team',
    waitingLine: 'Dit apparaat hoort nog niet bij het team. Het wacht op de coördinatie.',
    waitingCall: 'Bel de persoon die je heeft uitgenodigd, of ga naast elkaar zitten.',
    waitingCompare:
      'Vergelijk hieronder alle cijfers of alle woorden. Is er ook maar één anders: laat je niet opnemen.',
    waitingThen: 'Daarna gaat het vanzelf verder. Je kunt de app open laten of later terugkomen.',
    waitingNo: 'Een nee stuurt de app niet. Hoor je niets, vraag het dan.',
    sending:
      'De vraag is nog onderweg. Daarvoor is een verbinding nodig, en een apparaat van de coördinatie dat vandaag of in de laatste weken was aangemeld.',
    heard: 'De vraag is aangekomen en wacht op de coördinatie.',
    missing_one:
      'Eén apparaat van de coördinatie heeft je vraag nog niet. De app stuurt die er opnieuw heen.',
    missing_other:
      '{{count}} apparaten van de coördinatie hebben je vraag nog niet. De app stuurt die er opnieuw heen.',
    until: 'De uitnodiging geldt tot {{when}}.',
    over: 'De uitnodiging is verlopen voordat de vraag aankwam. Vraag om een nieuwe.',
    overHeard: 'De uitnodiging is verlopen. Je vraag kwam op tijd aan; vraag of ze nog geldt.',
    stop: 'Niet meer wachten',
    join: 'Met een uitnodiging in het team',
    joinBody:
      'Plak de link die de coördinatie je gaf. Hier ontstaat een kluis voor dit apparaat, en een vraag gaat naar de coördinatie.',
    joinLink: 'Uitnodiging',
    joinLinkHelp: 'Begint met beistand://join#',
    joinName: 'Jouw naam in het team en in de chat',
    joinNameHelp:
      'Voornaam of schuilnaam. De coördinatie ziet hem, en hij staat bij je antwoorden.',
    joinGo: 'Kluis maken en vragen',
    joining: 'De kluis ontstaat …',
    ask: 'Laat je in het team opnemen',
    askBody:
      'Dit apparaat hoort nog bij geen team. Lezen kan. Om te schrijven is een uitnodiging van de coördinatie nodig.',
    askName: 'Jouw naam voor de coördinatie',
    askGo: 'Vragen',
    removedTitle: 'Dit apparaat is verwijderd',
    removedLine: 'Dit apparaat is uit het team verwijderd. Nieuwe berichten komen niet meer aan.',
    removedBody:
      'Wat hier ligt, blijft leesbaar. Nieuwe berichten komen niet meer aan, en antwoorden gaan niet meer weg. Vragen daarover beantwoordt de coördinatie.',
  },
});
