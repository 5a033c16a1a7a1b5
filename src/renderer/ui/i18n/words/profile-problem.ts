// Room: ui/i18n. What is wrong with the public profile, at its field.
import { words } from '../shape.ts';

export const profileProblem = words({
  de: {
    'no-name': 'Das Team braucht einen Namen.',
    'too-long': 'Zu lang: höchstens 8 KB.',
    'alias-too-long': 'Zu lang: höchstens 40 Zeichen.',
    'too-large':
      'Alles zusammen ist größer als 40 KB. Bilder brauchen am meisten; weniger oder kleinere helfen.',
    'bad-colour': 'Das ist keine Farbe. So sieht eine aus: #0f5d57',
    'bad-radius': 'Eine Zahl von 0 bis 20.',
    'bad-font': 'Diese Schrift kennt der Chat nicht.',
    'bad-language': 'Diese Sprache spricht der Chat nicht.',
    'bad-limit': 'Mehr als 25 MB nimmt der Chat nicht an.',
    'bad-avatar': 'Das ist weder ein einzelnes Emoji noch ein Bild.',
    'no-alias-name': 'Hier fehlt der Name.',
    'no-channel-value': 'Hier fehlt, wohin der Weg führt.',
    'no-partner-name': 'Hier fehlt der Name der Stelle.',
    'bad-hours':
      'Hier stimmt eine Zeit nicht: Das Ende liegt nach dem Anfang, und Zeiten eines Tages überschneiden sich nicht.',
    'bad-days': 'Hier fehlt ein Tag, oder der letzte liegt vor dem ersten.',
    'bad-zone': 'Bitte eine Zeitzone wählen.',
    'bad-url': 'Hier fehlt eine Seite, die mit https:// beginnt.',
    'too-many-topics': 'Mehr als 16 Themen zeigt der Chat nicht.',
    'too-many-partners': 'Mehr als 8 Stellen zeigt der Chat nicht.',
    'no-privacy-version': 'Der Datenschutztext braucht eine Fassung, die die Zustimmung nennt.',
    'same-privacy-version':
      'Der Datenschutztext ist ein anderer. Bitte auch eine neue Fassung angeben, sonst lässt sich nicht sagen, wem zugestimmt wurde.',
    'bad-privacy-version': 'Höchstens 64 Zeichen.',
    'colour-moves':
      'Eure Farbe ist zu blass, um sie zu lesen. Der Chat nimmt stattdessen eine dunklere.',
    'no-privacy': 'Ohne Datenschutztext stimmt niemand etwas zu.',
    'no-alias': 'Ohne Namen steht über den Antworten nur der Name des Teams.',
  },
  en: {
    'no-name': 'The team needs a name.',
    'too-long': 'Too long: 8 KB at most.',
    'alias-too-long': 'Too long: 40 characters at most.',
    'too-large':
      'All of it is larger than 40 KB. Pictures take the most; fewer or smaller ones help.',
    'bad-colour': 'This is no colour. One looks like this: #0f5d57',
    'bad-radius': 'A number from 0 to 20.',
    'bad-font': 'The chat does not know this font.',
    'bad-language': 'The chat does not speak this language.',
    'bad-limit': 'The chat takes no more than 25 MB.',
    'bad-avatar': 'This is neither a single emoji nor a picture.',
    'no-alias-name': 'The name is missing here.',
    'no-channel-value': 'Where this way leads is missing.',
    'no-partner-name': 'The name of the place is missing.',
    'bad-hours':
      'A time is not right: the end comes after the beginning, and the hours of one day do not overlap.',
    'bad-days': 'A day is missing, or the last comes before the first.',
    'bad-zone': 'Please choose a time zone.',
    'bad-url': 'A page that begins with https:// is missing here.',
    'too-many-topics': 'The chat shows no more than 16 topics.',
    'too-many-partners': 'The chat shows no more than 8 places.',
    'no-privacy-version': 'The privacy text needs a version for the consent to name.',
    'same-privacy-version':
      'The privacy text is another one. Please give it a new version as well, or nobody can say what was agreed to.',
    'bad-privacy-version': '64 characters at most.',
    'colour-moves': 'Your colour is too pale to be read. The chat takes a darker one instead.',
    'no-privacy': 'Without a privacy text nobody agrees to anything.',
    'no-alias': 'Without names only the name of the team stands above the answers.',
  },
  nl: {
    'no-name': 'Het team heeft een naam nodig.',
    'too-long': 'Te lang: hoogstens 8 KB.',
    'alias-too-long': 'Te lang: hoogstens 40 tekens.',
    'too-large':
      'Alles samen is groter dan 40 KB. Afbeeldingen vragen het meest; minder of kleinere helpen.',
    'bad-colour': 'Dit is geen kleur. Zo ziet er een uit: #0f5d57',
    'bad-radius': 'Een getal van 0 tot 20.',
    'bad-font': 'Dit lettertype kent de chat niet.',
    'bad-language': 'Deze taal spreekt de chat niet.',
    'bad-limit': 'Meer dan 25 MB neemt de chat niet aan.',
    'bad-avatar': 'Dit is geen losse emoji en geen afbeelding.',
    'no-alias-name': 'Hier ontbreekt de naam.',
    'no-channel-value': 'Hier ontbreekt waarheen de weg leidt.',
    'no-partner-name': 'Hier ontbreekt de naam van de organisatie.',
    'bad-hours':
      'Er klopt een tijd niet: het einde komt na het begin, en tijden van één dag overlappen niet.',
    'bad-days': 'Er ontbreekt een dag, of de laatste ligt voor de eerste.',
    'bad-zone': 'Kies een tijdzone.',
    'bad-url': 'Hier ontbreekt een pagina die met https:// begint.',
    'too-many-topics': 'Meer dan 16 onderwerpen toont de chat niet.',
    'too-many-partners': 'Meer dan 8 organisaties toont de chat niet.',
    'no-privacy-version': 'De privacytekst heeft een versie nodig die de instemming noemt.',
    'same-privacy-version':
      'De privacytekst is veranderd. Geef ook een nieuwe versie op, anders is niet te zeggen waarmee is ingestemd.',
    'bad-privacy-version': 'Hoogstens 64 tekens.',
    'colour-moves':
      'Jullie kleur is te bleek om te lezen. De chat neemt in plaats daarvan een donkerdere.',
    'no-privacy': 'Zonder privacytekst stemt niemand ergens mee in.',
    'no-alias': 'Zonder namen staat boven de antwoorden alleen de naam van het team.',
  },
});
