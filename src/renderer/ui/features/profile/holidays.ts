// Room: ui/features/profile. Public holidays of the German states, as days that are put into the profile one by one.
import { getHolidays, type Region } from 'feiertagejs';

/** The states, by their own names in every language of this screen. */
export const LANDS = {
  BW: 'Baden-Württemberg',
  BY: 'Bayern',
  BE: 'Berlin',
  BB: 'Brandenburg',
  HB: 'Bremen',
  HH: 'Hamburg',
  HE: 'Hessen',
  MV: 'Mecklenburg-Vorpommern',
  NI: 'Niedersachsen',
  NW: 'Nordrhein-Westfalen',
  RP: 'Rheinland-Pfalz',
  SL: 'Saarland',
  SN: 'Sachsen',
  ST: 'Sachsen-Anhalt',
  SH: 'Schleswig-Holstein',
  TH: 'Thüringen',
} as const satisfies Partial<Record<Region, string>>;
type Land = keyof typeof LANDS;

/** Where a holiday is one in some municipalities and not in others: Assumption Day, where most are Catholic. */
export const PARTLY = 'DE-BY';

export interface Holiday {
  /** `2027-01-01`. */
  readonly day: string;
  readonly name: string;
}

/** Years beside the one of `from` whose holidays go into the profile: nobody signs it for that alone every year. */
const YEARS_AHEAD = 2;

/** From this day on to the end of the year after next; nothing for a land that is none. `land` as in `DE-BE`. */
export function holidaysOf(land: string, from: string, language: string): readonly Holiday[] {
  const region = land.replace(/^DE-/, '');
  if (!isLand(region)) return [];
  const year = Number(from.slice(0, 4));
  return Array.from({ length: YEARS_AHEAD + 1 }, (_, n) => getHolidays(year + n, region))
    .flat()
    .map((holiday) => ({
      day: holiday.dateString,
      // It has names in German and in English.
      name: holiday.translate(language === 'de' ? 'de' : 'en') ?? holiday.name,
    }))
    .filter(({ day }) => day >= from)
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

const isLand = (region: string): region is Land => Object.hasOwn(LANDS, region);
