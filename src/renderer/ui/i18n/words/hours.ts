// Room: ui/i18n. Service hours in the profile editor.
import { words } from '../shape.ts';

export const hours = words({
  de: {
    lead: 'Ob gerade jemand da ist, weiß der Chat von selbst. Ist niemand da, sagt er mit diesen Zeiten, wann wieder jemand da ist.',
    week: {
      title: 'Woche',
      lead: 'Die Zeiten, zu denen ihr in der Regel antwortet. Sie versprechen nichts für jetzt: Wer zur angegebenen Zeit niemanden antrifft, liest nur, dass gerade niemand da ist.',
      start: 'Montag bis Freitag, 9 bis 17 Uhr',
      closed: 'niemand da',
      add: 'Zeit am {{day}} hinzufügen',
      remove: '{{hours}} entfernen',
      from: 'von',
      to: 'bis',
      zoneHelp:
        'In dieser Zeitzone sind die Zeiten gemeint. Die Sommerzeit stellt sich von selbst um. Im Chat stehen sie in der Zeit dessen, der liest.',
    },
    holidays: {
      title: 'Feiertage',
      lead: 'Alle gesetzlichen Feiertage eures Bundeslandes bis Ende des übernächsten Jahres. Sie stehen danach als freie Tage im Profil.',
      partly:
        'Mariä Himmelfahrt ist in Bayern nur dort frei, wo die meisten katholisch sind. Arbeitet ihr an diesem Tag, nehmt ihn heraus.',
      none: 'Keine Feiertage',
      days: 'An diesen Tagen ist niemand da',
      help: 'Wer an einem davon doch arbeitet, nimmt ihn heraus.',
      more_one: '{{count}} weiteren Feiertag eintragen',
      more_other: '{{count}} weitere Feiertage eintragen',
    },
    off: {
      title: 'Freie Tage',
      lead: 'Betriebsferien, Fortbildungen, eigene Feste. Der erste und der letzte Tag gehören dazu.',
      first: 'erster Tag',
      last: 'letzter Tag',
      add: 'Freie Tage hinzufügen',
    },
    words: {
      title: 'Was der Chat dazu sagt',
      lead: 'In der Sprache, die rechts in der Vorschau gewählt ist.',
      make: 'Übernehmen: {{words}}',
    },
  },
  en: {
    lead: 'Whether somebody is here just now, the chat knows by itself. When nobody is, these hours let it say when somebody will be.',
    week: {
      title: 'Week',
      lead: 'The hours in which you usually answer. They promise nothing about now: whoever meets nobody within them only reads that nobody is here right now.',
      start: 'Monday to Friday, 9:00 to 17:00',
      closed: 'nobody here',
      add: 'Add hours on {{day}}',
      remove: 'Remove {{hours}}',
      from: 'from',
      to: 'to',
      zoneHelp:
        'The hours are meant in this time zone. Summer time comes and goes by itself. In the chat they stand in the time of whoever reads.',
    },
    holidays: {
      title: 'Public holidays',
      lead: 'All public holidays of your German state up to the end of the year after next. They then stand in the profile as days off.',
      partly:
        'In Bavaria, Assumption Day is a holiday only in municipalities with mostly Catholic residents. If you work on that day, take it out.',
      none: 'No holidays',
      days: 'Nobody is here on these days',
      help: 'If you work on one of them, take it out.',
      more_one: 'Add {{count}} more holiday',
      more_other: 'Add {{count}} more holidays',
    },
    off: {
      title: 'Days off',
      lead: 'Holidays of your own, trainings, feasts. The first and the last day belong to them.',
      first: 'first day',
      last: 'last day',
      add: 'Add days off',
    },
    words: {
      title: 'What the chat says about it',
      lead: 'In the language chosen for the preview on the right.',
      make: 'Use this: {{words}}',
    },
  },
  nl: {
    lead: 'Of er nu iemand is, weet de chat vanzelf. Is er niemand, dan zegt de chat met deze tijden wanneer er weer iemand is.',
    week: {
      title: 'Week',
      lead: 'De tijden waarop jullie meestal antwoorden. Ze beloven niets voor nu: wie binnen die tijden niemand treft, leest alleen dat er nu niemand is.',
      start: 'Maandag tot en met vrijdag, 9 tot 17 uur',
      closed: 'niemand',
      add: 'Tijd op {{day}} toevoegen',
      remove: '{{hours}} verwijderen',
      from: 'van',
      to: 'tot',
      zoneHelp:
        'De tijden gelden in deze tijdzone. De zomertijd gaat vanzelf. In de chat staan ze in de tijd van wie leest.',
    },
    holidays: {
      title: 'Feestdagen',
      lead: 'Alle wettelijke feestdagen van jullie Duitse deelstaat tot het einde van het jaar na het volgende. Daarna staan ze als vrije dagen in het profiel.',
      partly:
        'In Beieren is Maria-Hemelvaart alleen vrij in gemeenten met vooral katholieke inwoners. Werken jullie die dag, haal hem er dan uit.',
      none: 'Geen feestdagen',
      days: 'Op deze dagen is er niemand',
      help: 'Werken jullie op een ervan toch, haal hem er dan uit.',
      more_one: 'Nog {{count}} feestdag toevoegen',
      more_other: 'Nog {{count}} feestdagen toevoegen',
    },
    off: {
      title: 'Vrije dagen',
      lead: 'Vakantie, scholing, eigen feesten. De eerste en de laatste dag horen erbij.',
      first: 'eerste dag',
      last: 'laatste dag',
      add: 'Vrije dagen toevoegen',
    },
    words: {
      title: 'Wat de chat erover zegt',
      lead: 'In de taal die rechts voor het voorbeeld gekozen is.',
      make: 'Overnemen: {{words}}',
    },
  },
});
