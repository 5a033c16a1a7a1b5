/** Vault, release: the fixed words of a release, in the person's language. They never claim more than was checked. */
import type { Language } from '../../../contract/case.ts';
import type { ReleaseRow } from '../../../contract/release.ts';

export interface ReleaseWords {
  readonly title: string;
  readonly checked: string;
  readonly columns: Readonly<Record<keyof ReleaseRow, string>>;
  readonly removed: string;
  readonly unknown: string;
  readonly quarter: (quarter: string, year: string) => string;
  readonly countries: Readonly<Record<'DE', string>>;
  readonly method: string;
  readonly overview: string;
  readonly rows: string;
  readonly count: string;
  readonly facts: {
    readonly period: string;
    /** Inclusive ISO months; null = no bound on that side. */
    readonly span: (from: string | null, to: string | null) => string;
    readonly filter: string;
    readonly filterText: string;
    readonly k: string;
    readonly smallest: string;
    readonly classes: string;
    readonly rows: string;
    readonly suppressed: string;
    readonly left: string;
    readonly leftText: (unverified: number, withoutConsent: number, incomplete: number) => string;
    readonly generalised: string;
  };
  readonly note: (k: number) => string;
  readonly steps: Readonly<Record<string, string>>;
  readonly file: string;
}

/** One set of words per language; a missing word does not compile. */
export const releaseWords: Readonly<Record<Language, ReleaseWords>> = {
  de: {
    title: 'Dokumentierte Vorfälle',
    checked: 'Geschwärzt und geprüft',
    columns: {
      period: 'Zeitraum',
      geography: 'Gebiet',
      placeType: 'Art des Ortes',
      ageBand: 'Alter der betroffenen Person',
      gender: 'Geschlecht der betroffenen Person',
      category: 'Hauptkategorie',
      bias: 'Vorurteilsmotiv',
      form: 'Erscheinungsform',
      channel: 'Meldeweg',
      reporterRole: 'Wer meldet',
    },
    removed: 'weggelassen',
    unknown: 'unbekannt',
    quarter: (quarter, year) => `${quarter}. Quartal ${year}`,
    countries: { DE: 'Deutschland' },
    method: 'Wie geprüft wurde',
    overview: 'Überblick',
    rows: 'Alle Vorfälle dieser Freigabe',
    count: 'Anzahl',
    facts: {
      period: 'Zeitraum der Auswahl',
      span: (from, to) =>
        span(from, to, { all: 'alle Monate', since: 'ab', until: 'bis', between: 'bis' }),
      filter: 'Filter',
      filterText: 'verifiziert, vollständig, Einwilligung für Statistik',
      k: 'Kleinste erlaubte Gruppe (k)',
      smallest: 'Kleinste Gruppe in dieser Freigabe',
      classes: 'Gruppen',
      rows: 'Vorfälle in dieser Freigabe',
      suppressed: 'Zum Schutz zurückgehalten',
      left: 'Nicht enthalten',
      leftText: (unverified, withoutConsent, incomplete) =>
        `${unverified} nicht verifiziert, ${withoutConsent} ohne Einwilligung, ${incomplete} unvollständig`,
      generalised: 'Vergröberung',
    },
    note: (k) =>
      `Jede Zeile stimmt in Zeitraum, Gebiet, Art des Ortes, Alter, Geschlecht, Kategorie und Motiv mit mindestens ${k - 1} weiteren überein. Namen, Adressen, Kontakte, Einrichtungen und Schilderungen sind nicht enthalten. Die Angaben wurden vergröbert und die fertige Datei nach allen erfassten Namen, Nummern und Einrichtungen durchsucht. Das senkt das Risiko, dass jemand erkannt wird; ausschließen kann es niemand.`,
    steps: {
      month: 'Monat',
      quarter: 'Quartal',
      year: 'Jahr',
      state: 'Land oder Staat',
      country: 'Staat',
      exact: 'wie erfasst',
      group: 'Gruppe',
      band: 'Altersgruppe',
      removed: 'weggelassen',
    },
    file: 'vorfaelle',
  },
  en: {
    title: 'Documented incidents',
    checked: 'Redacted and checked',
    columns: {
      period: 'Period',
      geography: 'Area',
      placeType: 'Type of place',
      ageBand: 'Age of the affected person',
      gender: 'Gender of the affected person',
      category: 'Main category',
      bias: 'Bias',
      form: 'Form of antisemitism',
      channel: 'Channel',
      reporterRole: 'Who reports',
    },
    removed: 'left out',
    unknown: 'unknown',
    quarter: (quarter, year) => `Quarter ${quarter}, ${year}`,
    countries: { DE: 'Germany' },
    method: 'How this was checked',
    overview: 'Overview',
    rows: 'All incidents of this release',
    count: 'Count',
    facts: {
      period: 'Period selected',
      span: (from, to) =>
        span(from, to, { all: 'all months', since: 'from', until: 'up to', between: 'to' }),
      filter: 'Filter',
      filterText: 'verified, complete, consent for statistics',
      k: 'Smallest group allowed (k)',
      smallest: 'Smallest group in this release',
      classes: 'Groups',
      rows: 'Incidents in this release',
      suppressed: 'Held back for protection',
      left: 'Not included',
      leftText: (unverified, withoutConsent, incomplete) =>
        `${unverified} not verified, ${withoutConsent} without consent, ${incomplete} incomplete`,
      generalised: 'Generalisation',
    },
    note: (k) =>
      `Every row agrees with at least ${k - 1} others in period, area, type of place, age, gender, category and bias. Names, addresses, contacts, institutions and accounts are not included. The details were generalised, and the finished file was searched for every recorded name, number and institution. This lowers the risk that someone is recognised; nobody can rule it out.`,
    steps: {
      month: 'month',
      quarter: 'quarter',
      year: 'year',
      state: 'state or country',
      country: 'country',
      exact: 'as recorded',
      group: 'group',
      band: 'age group',
      removed: 'left out',
    },
    file: 'incidents',
  },
  nl: {
    title: 'Gedocumenteerde incidenten',
    checked: 'Gelakt en gecontroleerd',
    columns: {
      period: 'Periode',
      geography: 'Gebied',
      placeType: 'Soort plek',
      ageBand: 'Leeftijd van de getroffen persoon',
      gender: 'Geslacht van de getroffen persoon',
      category: 'Hoofdcategorie',
      bias: 'Motief',
      form: 'Verschijningsvorm',
      channel: 'Meldweg',
      reporterRole: 'Wie meldt',
    },
    removed: 'weggelaten',
    unknown: 'onbekend',
    quarter: (quarter, year) => `${quarter}e kwartaal ${year}`,
    countries: { DE: 'Duitsland' },
    method: 'Hoe is gecontroleerd',
    overview: 'Overzicht',
    rows: 'Alle incidenten in deze vrijgave',
    count: 'Aantal',
    facts: {
      period: 'Gekozen periode',
      span: (from, to) =>
        span(from, to, {
          all: 'alle maanden',
          since: 'vanaf',
          until: 'tot en met',
          between: 'tot en met',
        }),
      filter: 'Filter',
      filterText: 'geverifieerd, volledig, toestemming voor statistiek',
      k: 'Kleinste toegestane groep (k)',
      smallest: 'Kleinste groep in deze vrijgave',
      classes: 'Groepen',
      rows: 'Incidenten in deze vrijgave',
      suppressed: 'Ter bescherming achtergehouden',
      left: 'Niet opgenomen',
      leftText: (unverified, withoutConsent, incomplete) =>
        `${unverified} niet geverifieerd, ${withoutConsent} zonder toestemming, ${incomplete} onvolledig`,
      generalised: 'Vergroving',
    },
    note: (k) =>
      `Elke rij komt in periode, gebied, soort plek, leeftijd, geslacht, categorie en motief overeen met minstens ${k - 1} andere. Namen, adressen, contacten, instellingen en verhalen zijn niet opgenomen. De gegevens zijn vergroofd en het bestand is doorzocht op alle vastgelegde namen, nummers en instellingen. Dat verkleint de kans dat iemand wordt herkend; uitsluiten kan niemand dat.`,
    steps: {
      month: 'maand',
      quarter: 'kwartaal',
      year: 'jaar',
      state: 'deelstaat of land',
      country: 'land',
      exact: 'zoals vastgelegd',
      group: 'groep',
      band: 'leeftijdsgroep',
      removed: 'weggelaten',
    },
    file: 'incidenten',
  },
};

interface SpanWords {
  readonly all: string;
  readonly since: string;
  readonly until: string;
  readonly between: string;
}

function span(from: string | null, to: string | null, words: SpanWords): string {
  if (from === null) return to === null ? words.all : `${words.until} ${to}`;
  return to === null ? `${words.since} ${from}` : `${from} ${words.between} ${to}`;
}
