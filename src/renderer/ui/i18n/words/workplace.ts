// Room: ui/i18n. What somebody has set up for their own work: saved views and how many conversations at once.
import { words } from '../shape.ts';

export const workplace = words({
  de: {
    title: 'Mein Arbeitsplatz',
    open: 'Mein Arbeitsplatz',
    openLead:
      'Textbausteine zum Einfügen mit „/“, eigene und die des Teams, die Schritte bei akuter Gefahr, eigene Ansichten der Warteliste, und wie viele Gespräche du zugleich übernimmst.',
    back: 'Zurück zum Team',
    views: {
      title: 'Eigene Ansichten',
      none: 'Noch keine. Im Posteingang nach Thema, Sprache oder Schlagwort eingrenzen und der Ansicht einen Namen geben.',
      lead: 'Sie stehen im Posteingang unter den Ansichten, die alle haben.',
      nameField: 'Name für diese Ansicht',
      save: 'Merken',
      drop: 'Ansicht löschen: {{name}}',
      problem: {
        taken: 'So heißt schon eine.',
        long: 'Der Name ist zu lang.',
        many: 'Mehr Ansichten passen nicht hierher. Lösche zuerst eine.',
      },
    },
    atOnce: {
      title: 'Gespräche zugleich',
      field: 'So viele übernehme ich höchstens',
      none: 'keine Grenze',
      help: 'Darüber hinaus fragt „Übernehmen“ erst nach. Antworten kannst du immer, und Zurückgestelltes zählt nicht.',
    },
    full: {
      title_one: 'Du antwortest schon in {{count}} Gespräch',
      title_other: 'Du antwortest schon in {{count}} Gesprächen',
      body: 'Deine Grenze ist {{limit}}. Du kannst eines weitergeben oder freigeben, oder dieses trotzdem übernehmen.',
      go: 'Trotzdem übernehmen',
    },
    notKept: {
      failed: 'Das konnte nicht gespeichert werden. Bitte noch einmal versuchen.',
    },
  },
  en: {
    title: 'My workplace',
    open: 'My workplace',
    openLead:
      'Ready replies to insert with “/”, yours and the team’s, the steps in acute danger, your own views of the queue, and how many conversations you take at once.',
    back: 'Back to the team',
    views: {
      title: 'My views',
      none: 'None yet. Narrow the inbox down by topic, language or tag and give that view a name.',
      lead: 'They stand in the inbox, below the views that everybody has.',
      nameField: 'Name for this view',
      save: 'Keep',
      drop: 'Delete view: {{name}}',
      problem: {
        taken: 'There is one with this name.',
        long: 'The name is too long.',
        many: 'No more views fit here. Delete one first.',
      },
    },
    atOnce: {
      title: 'Conversations at once',
      field: 'I take at most so many',
      none: 'no limit',
      help: 'Beyond that “Take it” asks first. You can always answer, and what is put aside does not count.',
    },
    full: {
      title_one: 'You are answering {{count}} conversation already',
      title_other: 'You are answering {{count}} conversations already',
      body: 'Your limit is {{limit}}. You can hand one over or release it, or take this one anyway.',
      go: 'Take it anyway',
    },
    notKept: {
      failed: 'This could not be saved. Please try again.',
    },
  },
  nl: {
    title: 'Mijn werkplek',
    open: 'Mijn werkplek',
    openLead:
      'Standaardteksten om met “/” in te voegen, van jou en van het team, de stappen bij acuut gevaar, eigen weergaven van de wachtlijst, en hoeveel gesprekken je tegelijk overneemt.',
    back: 'Terug naar het team',
    views: {
      title: 'Eigen weergaven',
      none: 'Nog geen. Beperk het postvak op onderwerp, taal of trefwoord en geef die weergave een naam.',
      lead: 'Ze staan in het postvak onder de weergaven die iedereen heeft.',
      nameField: 'Naam voor deze weergave',
      save: 'Bewaren',
      drop: 'Weergave wissen: {{name}}',
      problem: {
        taken: 'Zo heet er al een.',
        long: 'De naam is te lang.',
        many: 'Er passen hier niet meer weergaven. Wis er eerst een.',
      },
    },
    atOnce: {
      title: 'Gesprekken tegelijk',
      field: 'Zoveel neem ik er hoogstens over',
      none: 'geen grens',
      help: 'Daarboven vraagt “Overnemen” eerst na. Antwoorden kun je altijd, en wat is opzijgelegd telt niet mee.',
    },
    full: {
      title_one: 'Je antwoordt al in {{count}} gesprek',
      title_other: 'Je antwoordt al in {{count}} gesprekken',
      body: 'Je grens is {{limit}}. Je kunt er een overdragen of vrijgeven, of dit toch overnemen.',
      go: 'Toch overnemen',
    },
    notKept: {
      failed: 'Dit kon niet worden bewaard. Probeer het nog eens.',
    },
  },
});
