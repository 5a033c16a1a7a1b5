// Room: ui/i18n. What a device missed, and what a colleague's device tells it of that.
import { words } from '../shape.ts';

export const catchUp = words({
  de: {
    region: 'Was dieses Gerät verpasst hat',
    asking: 'Fragt {{name}}, was hier fehlt …',
    askingNobody: 'Fragt nach, was hier fehlt …',
    running: 'Holt nach: {{checked, number}} von etwa {{total, number}} Nachrichten, von {{name}}',
    waiting:
      'Hier fehlt vielleicht etwas. Es geht weiter, sobald jemand im Team die App offen hat. Ist dieses Gerät neu, muss dort auch jemand Ja sagen.',
    paused: 'Nachholen angehalten bei {{checked, number}} von etwa {{total, number}} Nachrichten',
    pausedEarly: 'Nachholen angehalten. Hier fehlt vielleicht etwas.',
    offline: 'Hier fehlt vielleicht etwas. Es geht weiter, sobald das Relay erreichbar ist.',
    pause: 'Anhalten',
    resume: 'Weiter',
    told: 'erzählt von {{name}}',
    asksLine:
      '{{name}} ist neu und möchte lesen, was bisher geschrieben wurde. Kennst du das Gerät?',
    asks: 'Darf {{name}} lesen, was bisher geschrieben wurde?',
    asksBody:
      'Dieses Gerät ist neu im Team. Neue Nachrichten bekommt es schon. Was vorher geschrieben wurde, gibt dein Gerät erst weiter, wenn du Ja sagst. Vergleicht die Ziffern oder die Wörter, am Telefon oder nebeneinander: Auf dem neuen Gerät stehen sie unter „Team“.',
    yes: 'Ja, weitergeben',
    no: 'Nein, nichts weitergeben',
    notNow:
      'Du musst das nicht jetzt entscheiden. Ein Nein kannst du zurücknehmen, ein Ja nicht: Was weitergegeben ist, bleibt dort.',
    declined: '{{name}} bekommt von hier nichts von früher',
    declinedBody:
      'Du hast Nein gesagt. Kennst du das Gerät gar nicht, sprecht im Team darüber: Vielleicht gehört es nicht in die Liste.',
    askAgain: 'Noch einmal überlegen',
    waitsTitle: 'Dieses Gerät wartet auf ein Ja',
    waitsBody:
      'Was vor diesem Gerät geschrieben wurde, bekommt es erst, wenn jemand im Team zustimmt. Vergleicht dafür diese Ziffern oder Wörter.',
  },
  en: {
    region: 'What this device missed',
    asking: 'Asking {{name}} what is missing here …',
    askingNobody: 'Asking what is missing here …',
    running: 'Catching up: {{checked, number}} of about {{total, number}} messages, from {{name}}',
    waiting:
      'Something may be missing here. It goes on as soon as somebody in the team has the app open. If this device is new, somebody there also has to say yes.',
    paused: 'Catching up is paused at {{checked, number}} of about {{total, number}} messages',
    pausedEarly: 'Catching up is paused. Something may be missing here.',
    offline: 'Something may be missing here. It goes on as soon as the relay can be reached.',
    pause: 'Pause',
    resume: 'Continue',
    told: 'as told by {{name}}',
    asksLine:
      '{{name}} is new and would like to read what was written so far. Do you know the device?',
    asks: 'May {{name}} read what was written so far?',
    asksBody:
      'This device is new in the team. It gets new messages already. What was written before, your device passes on only once you say yes. Compare the digits or the words, on the phone or side by side: on the new device they are under “Team”.',
    yes: 'Yes, pass it on',
    no: 'No, pass nothing on',
    notNow:
      'You do not have to decide this now. You can take back a no, but not a yes: what was passed on stays there.',
    declined: '{{name}} gets nothing earlier from here',
    declinedBody:
      'You said no. If you do not know the device at all, talk about it in the team: perhaps it does not belong in the list.',
    askAgain: 'Think again',
    waitsTitle: 'This device waits for a yes',
    waitsBody:
      'What was written before this device came, it gets only once somebody in the team agrees. Compare these digits or words for that.',
  },
  nl: {
    region: 'Wat dit apparaat heeft gemist',
    asking: 'Vraagt {{name}} wat hier ontbreekt …',
    askingNobody: 'Vraagt wat hier ontbreekt …',
    running: 'Haalt in: {{checked, number}} van ongeveer {{total, number}} berichten, van {{name}}',
    waiting:
      'Hier ontbreekt misschien iets. Het gaat verder zodra iemand in het team de app open heeft. Is dit apparaat nieuw, dan moet daar ook iemand ja zeggen.',
    paused: 'Inhalen gepauzeerd bij {{checked, number}} van ongeveer {{total, number}} berichten',
    pausedEarly: 'Inhalen gepauzeerd. Hier ontbreekt misschien iets.',
    offline: 'Hier ontbreekt misschien iets. Het gaat verder zodra de relay bereikbaar is.',
    pause: 'Pauzeren',
    resume: 'Doorgaan',
    told: 'verteld door {{name}}',
    asksLine: '{{name}} is nieuw en wil lezen wat tot nu toe is geschreven. Ken je het apparaat?',
    asks: 'Mag {{name}} lezen wat tot nu toe is geschreven?',
    asksBody:
      'Dit apparaat is nieuw in het team. Nieuwe berichten krijgt het al. Wat eerder is geschreven, geeft jouw apparaat pas door als je ja zegt. Vergelijk de cijfers of de woorden, aan de telefoon of naast elkaar: op het nieuwe apparaat staan ze onder “Team”.',
    yes: 'Ja, doorgeven',
    no: 'Nee, niets doorgeven',
    notNow:
      'Je hoeft dit niet nu te beslissen. Een nee kun je terugnemen, een ja niet: wat is doorgegeven, blijft daar.',
    declined: '{{name}} krijgt van hier niets van vroeger',
    declinedBody:
      'Je hebt nee gezegd. Ken je het apparaat helemaal niet, bespreek het dan in het team: misschien hoort het niet in de lijst.',
    askAgain: 'Nog eens nadenken',
    waitsTitle: 'Dit apparaat wacht op een ja',
    waitsBody:
      'Wat vóór dit apparaat is geschreven, krijgt het pas als iemand in het team instemt. Vergelijk daarvoor deze cijfers of woorden.',
  },
});
