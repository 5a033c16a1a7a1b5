// Room: ui/i18n. Sending a file to the person who writes: what goes out, what stays in it, how far it is.
import { words } from '../shape.ts';

export const sendFile = words({
  de: {
    attach: 'Datei senden',
    title: 'Datei senden',
    others: 'Es geht eine Datei nach der anderen. Das ist die erste.',
    looking: 'Die Datei wird durchgesehen …',
    what: 'Was gesendet wird',
    as: { cleaned: 'nur das Bild', original: 'die Datei, wie sie ist' },
    picture: 'Bild, das gesendet wird',
    word: { picture: 'Bild', document: 'Dokument', file: 'Datei' },
    cleaned: {
      only: 'Gesendet wird genau dieses Bild, {{size}}.',
      gone: 'Herausgenommen ist, was in der Datei sonst noch stand: Ort, Zeit, Gerät, Namen, Kommentare, Vorschaubilder. Von einem bewegten Bild bleibt das erste.',
      stays:
        'Was zu sehen ist, bleibt: Gesichter, Namensschilder, Straßen. Sieh es dir noch einmal an.',
      scaled: 'Es wird kleiner, damit jedes Telefon es zeigen kann.',
    },
    original: {
      nothing:
        'Aus dieser Datei wird nichts herausgenommen. Sie geht unverändert hinaus, {{size}}.',
      cannot: 'Säubern lassen sich hier nur Bilder (JPEG, PNG und WebP).',
      broken: 'Dieses Bild lässt sich hier nicht säubern: Es ist zu groß oder beschädigt.',
      ending:
        'Word- und andere Bürodateien bekommt die Person ohne Endung und kann sie oft nicht öffnen. Ein PDF geht fast überall.',
      stays:
        'Darin kann stehen, wer sie wann, wo und womit gemacht hat, und auch, was gelöscht oder ausgeblendet wurde.',
      check: 'Sende sie nur, wenn das die Person lesen darf. Sicherer ist ein Bildschirmfoto.',
    },
    beside:
      '{{name}} antwortet hier. Die Datei geht daneben hinaus, das Gespräch bleibt bei {{name}}.',
    name: 'Name, den die Person sieht',
    nameHelp: 'Auf diesem Computer heißt sie „{{name}}“. Das wird nicht mitgesendet.',
    nameProblem: 'Die Datei braucht einen Namen mit höchstens 120 Zeichen.',
    go: { cleaned: 'Bild senden', original: 'Unverändert senden' },
    refusal: {
      empty: 'Diese Datei ist leer.',
      'too-large': 'Diese Datei ist zu groß. Höchstens {{limit}} gehen.',
      unreadable: 'Diese Datei ließ sich nicht lesen. Bitte wähl sie noch einmal aus.',
      'put-away': 'Das hat nicht geklappt. Bitte wähl die Datei noch einmal aus.',
      failed: 'Das hat nicht geklappt. Bitte wähl die Datei noch einmal aus.',
    },
    sendRefusal: {
      'disk-full': 'Die Festplatte ist voll. Es wurde nichts gesendet.',
      'unknown-conversation': 'Dieses Gespräch ist nicht mehr auf diesem Gerät.',
      restricted: 'Dieses Gespräch geht nicht auf diesem Gerät weiter. Es wurde nichts gesendet.',
      busy: 'In diesem Gespräch ist schon eine Datei unterwegs. Warte, bis sie angekommen ist, oder nimm sie zurück.',
      'put-away': 'Es wurde nichts gesendet. Bitte wähl die Datei noch einmal aus.',
      failed: 'Das hat nicht geklappt. Bitte versuch es noch einmal.',
    },
    state: {
      going: 'Wird versiegelt und zum Relay gebracht …',
      waits: 'Wartet auf das Relay und geht dann von selbst weiter.',
      'no-room':
        'Beim Relay ist gerade kein Platz für Dateien. Bei der nächsten Anmeldung wird es noch einmal versucht.',
      failed: 'Das hat nicht geklappt. Versuch es noch einmal, oder nimm die Datei zurück.',
    },
    again: 'Noch einmal versuchen',
    takeBack: 'Nicht senden',
  },
  en: {
    attach: 'Send a file',
    title: 'Send a file',
    others: 'One file goes after the other. This is the first.',
    looking: 'Looking the file through …',
    what: 'What is sent',
    as: { cleaned: 'the picture alone', original: 'the file as it is' },
    picture: 'Picture to be sent',
    word: { picture: 'Picture', document: 'Document', file: 'File' },
    cleaned: {
      only: 'Exactly this picture is sent, {{size}}.',
      gone: 'Taken out is what else stood in the file: place, time, device, names, comments, thumbnails. Of a moving picture the first stays.',
      stays: 'What can be seen stays: faces, name plates, streets. Look at it once more.',
      scaled: 'It becomes smaller, so that every phone can show it.',
    },
    original: {
      nothing: 'Nothing is taken out of this file. It goes out unchanged, {{size}}.',
      cannot: 'Only pictures (JPEG, PNG and WebP) can be cleaned here.',
      broken: 'This picture cannot be cleaned here: it is too large or damaged.',
      ending:
        'The person gets Word and other office files without an ending, and often cannot open them. A PDF works almost everywhere.',
      stays:
        'It may say who made it, when, where and with what, and also what was deleted or hidden in it.',
      check: 'Send it only if the person may read that. A screenshot is safer.',
    },
    beside:
      '{{name}} answers here. The file goes out beside that, and the conversation stays with {{name}}.',
    name: 'Name the person sees',
    nameHelp: 'On this computer it is called “{{name}}”. That is not sent along.',
    nameProblem: 'The file needs a name of at most 120 characters.',
    go: { cleaned: 'Send picture', original: 'Send unchanged' },
    refusal: {
      empty: 'This file is empty.',
      'too-large': 'This file is too large. At most {{limit}} can be sent.',
      unreadable: 'This file could not be read. Please choose it again.',
      'put-away': 'That did not work. Please choose the file again.',
      failed: 'That did not work. Please choose the file again.',
    },
    sendRefusal: {
      'disk-full': 'The disk is full. Nothing was sent.',
      'unknown-conversation': 'This conversation is no longer on this device.',
      restricted: 'This conversation does not go on on this device. Nothing was sent.',
      busy: 'A file is already on its way in this conversation. Wait until it has arrived, or take it back.',
      'put-away': 'Nothing was sent. Please choose the file again.',
      failed: 'That did not work. Please try again.',
    },
    state: {
      going: 'Being sealed and brought to the relay …',
      waits: 'Waits for the relay and then goes on by itself.',
      'no-room':
        'The relay has no room for files right now. It is tried again with the next sign-in.',
      failed: 'That did not work. Try again, or take the file back.',
    },
    again: 'Try again',
    takeBack: 'Do not send',
  },
  nl: {
    attach: 'Bestand sturen',
    title: 'Bestand sturen',
    others: 'Bestanden gaan een voor een. Dit is het eerste.',
    looking: 'Het bestand wordt bekeken …',
    what: 'Wat wordt verstuurd',
    as: { cleaned: 'alleen de afbeelding', original: 'het bestand zoals het is' },
    picture: 'Afbeelding die wordt verstuurd',
    word: { picture: 'Afbeelding', document: 'Document', file: 'Bestand' },
    cleaned: {
      only: 'Precies deze afbeelding wordt verstuurd, {{size}}.',
      gone: 'Eruit gehaald is wat er verder in het bestand stond: plaats, tijd, apparaat, namen, opmerkingen, miniaturen. Van een bewegend beeld blijft het eerste.',
      stays: 'Wat te zien is, blijft: gezichten, naambordjes, straten. Kijk er nog eens naar.',
      scaled: 'Ze wordt kleiner, zodat elke telefoon haar kan tonen.',
    },
    original: {
      nothing: 'Uit dit bestand wordt niets gehaald. Het gaat ongewijzigd weg, {{size}}.',
      cannot: 'Alleen afbeeldingen (JPEG, PNG en WebP) kunnen hier worden opgeschoond.',
      broken: 'Deze afbeelding kan hier niet worden opgeschoond: ze is te groot of beschadigd.',
      ending:
        'Word- en andere kantoorbestanden krijgt de persoon zonder extensie en kan ze vaak niet openen. Een pdf werkt bijna overal.',
      stays:
        'Er kan in staan wie het wanneer, waar en waarmee heeft gemaakt, en ook wat gewist of verborgen is.',
      check: 'Stuur het alleen als de persoon dat mag lezen. Een schermafbeelding is veiliger.',
    },
    beside:
      '{{name}} antwoordt hier. Het bestand gaat daarnaast weg, en het gesprek blijft bij {{name}}.',
    name: 'Naam die de persoon ziet',
    nameHelp: 'Op deze computer heet het “{{name}}”. Dat wordt niet meegestuurd.',
    nameProblem: 'Het bestand heeft een naam van hoogstens 120 tekens nodig.',
    go: { cleaned: 'Afbeelding sturen', original: 'Ongewijzigd sturen' },
    refusal: {
      empty: 'Dit bestand is leeg.',
      'too-large': 'Dit bestand is te groot. Hoogstens {{limit}} kan worden verstuurd.',
      unreadable: 'Dit bestand kon niet worden gelezen. Kies het nog eens.',
      'put-away': 'Dat lukte niet. Kies het bestand nog eens.',
      failed: 'Dat lukte niet. Kies het bestand nog eens.',
    },
    sendRefusal: {
      'disk-full': 'De schijf is vol. Er is niets verstuurd.',
      'unknown-conversation': 'Dit gesprek staat niet meer op dit apparaat.',
      restricted: 'Dit gesprek gaat niet verder op dit apparaat. Er is niets verstuurd.',
      busy: 'In dit gesprek is al een bestand onderweg. Wacht tot het er is, of neem het terug.',
      'put-away': 'Er is niets verstuurd. Kies het bestand nog eens.',
      failed: 'Dat lukte niet. Probeer het nog eens.',
    },
    state: {
      going: 'Wordt verzegeld en naar de relay gebracht …',
      waits: 'Wacht op de relay en gaat dan vanzelf verder.',
      'no-room':
        'De relay heeft nu geen ruimte voor bestanden. Bij de volgende aanmelding wordt het opnieuw geprobeerd.',
      failed: 'Dat lukte niet. Probeer het nog eens, of neem het bestand terug.',
    },
    again: 'Nog eens proberen',
    takeBack: 'Niet sturen',
  },
});
