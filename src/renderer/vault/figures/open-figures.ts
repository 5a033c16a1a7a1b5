/**
 * Vault, figures: how it goes, for oneself and for whoever coordinates (docs/decisions/0035).
 *
 * Whose figures somebody may see is decided here and not on the screen. Nothing counted leaves the device but the
 * table that a coordinator saves.
 */
import type { BucketId } from '../../../../protocol/ids.ts';
import type { Profile } from '../../../../protocol/team/profile.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import {
  COMMENTS_SHOWN,
  type Comment,
  type FigureRequests,
  type Figures,
  type FigureWeeks,
  type Whose,
} from '../../../contract/figures.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import type { Note } from '../audit/audit.ts';
import { currentCodes } from '../cases/codes.ts';
import type { CaseBook } from '../cases/case-book.ts';
import type { Env } from '../env.ts';
import type { Book } from '../inbox/book.ts';
import { readMessage } from '../inbox/message-row.ts';
import type { VaultStore } from '../store/vault-store.ts';
import { breather } from '../turns.ts';

import { calendarOf, weekName, type Calendar } from './calendar.ts';
import { careChange, readCare, type CareParts } from './care.ts';
import { Counting, type CountingParts } from './counting.ts';
import { figuresCsv } from './csv.ts';
import { beginOf, fold, type CommentPlace } from './fold.ts';
import { strainOf } from './strain.ts';

type Parts = CareParts &
  Pick<CountingParts, 'known'> & {
    readonly env: Pick<Env, 'now' | 'ticks'>;
    readonly store: Pick<VaultStore, 'has' | 'get' | 'commit' | 'each' | 'onCommit'>;
    readonly carrier: Pick<Carrier, 'save'>;
    readonly book: Pick<Book, 'heads' | 'lineIn'>;
    readonly cases: Pick<CaseBook, 'ofConversation' | 'head'>;
    readonly own: BucketId;
    readonly profile: () => Profile;
    readonly isCoordinator: () => boolean;
    readonly note: Note;
  };

type Out<K extends keyof FigureRequests> = Promise<FigureRequests[K]['output']>;
type In<K extends keyof FigureRequests> = FigureRequests[K]['input'];

/** One request reads for so long, ms; then the screen says how far it is and asks again. */
const SLICE_MS = 300;
const HOUR_MS = 60 * 60_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** What tallies hold: the longest look back, and a week more for a vault that stays open. */
const HORIZON_MS = 54 * WEEK_MS;
/** A time without a pause may have begun the day before. */
const STRAIN_MS = 24 * HOUR_MS;
/** Of the list of categories, extreme violence and attacks (docs/decisions/0035). */
const VIOLENT_SEVERITY = 2;

export type FiguresRoom = ReturnType<typeof openFigures>;

export function openFigures(parts: Parts) {
  const { env, store, cases } = parts;
  const counting = new Counting({ ...parts, horizon: () => env.now() - HORIZON_MS });
  const breathe = breather(env.ticks);

  let calendar: { readonly of: Profile; readonly made: Calendar } | null = null;
  const calendarNow = (): Calendar => {
    const profile = parts.profile();
    if (calendar?.of !== profile) calendar = { of: profile, made: calendarOf(profile) };
    return calendar.made;
  };

  const figuresOf = async (weeks: FigureWeeks, whose: Whose): Promise<Figures> => {
    const asked = { weeks, calendar: calendarNow(), now: env.now() };
    const all = counting.counted(beginOf(asked));
    const { figures, comments } = await fold(all, { ...asked, whose, own: ownId(parts), breathe });
    return { ...figures, comments: await wordsOf(store, comments) };
  };

  const count = async (weeks: FigureWeeks, patience: number) =>
    await counting.count(beginOf({ weeks, calendar: calendarNow(), now: env.now() }), patience);

  const violent = new Set(
    currentCodes()
      .lists.category.filter(({ severity = Infinity }) => severity <= VIOLENT_SEVERITY)
      .map(({ code }) => code),
  );
  const isViolent = (conversation: Parameters<CaseBook['ofConversation']>[0]): boolean => {
    const file = cases.ofConversation(conversation);
    const category = file === null ? null : (cases.head(file.id)?.category ?? null);
    return category !== null && violent.has(category);
  };

  return {
    figures: async ({ weeks, whose }: In<'figures'>): Out<'figures'> => {
      if (whose === 'team' && !parts.isCoordinator()) return refuse('not-coordinator');
      const { done, total } = await count(weeks, SLICE_MS);
      return ok({ done, total, figures: done < total ? null : await figuresOf(weeks, whose) });
    },

    save: async ({ weeks, language }: In<'saveFigures'>): Out<'saveFigures'> => {
      if (!parts.isCoordinator()) return refuse('not-coordinator');
      await count(weeks, Number.POSITIVE_INFINITY);
      const figures = await figuresOf(weeks, 'team');
      if (figures.whose !== 'team') throw new Error('the figures of the team were asked for');
      const bytes = new TextEncoder().encode(figuresCsv(figures, language));
      const saved = await parts.carrier.save({ name: 'beistand-figures.csv', bytes });
      if (saved.ok) parts.note('figures-saved');
      return saved;
    },

    strain: async (): Out<'strain'> => {
      const now = env.now();
      await counting.count(now - STRAIN_MS, Number.POSITIVE_INFINITY);
      const days = calendarNow();
      const today = days.startOf(days.dayOf(now));
      const all = counting.counted(now - STRAIN_MS).map(({ tally, hateful, conversation }) => ({
        tally,
        hard: hateful || isViolent(conversation),
      }));
      return strainOf(all, { own: ownId(parts), now, today, rules: await readCare(parts) });
    },

    setCare: async ({ rules }: In<'setCare'>): Out<'setCare'> =>
      await store.commit([careChange(parts, rules)]),

    stop: (): void => counting.stop(),
  };
}

const ownId = ({ known }: Pick<Parts, 'known'>): string => known().own;

/** The words of the newest weeks, each week's by the alphabet. One that is gone meanwhile is left out. */
async function wordsOf(
  store: Pick<VaultStore, 'has' | 'get'>,
  places: readonly CommentPlace[],
): Promise<readonly Comment[]> {
  const read: { readonly week: number; readonly text: string }[] = [];
  for (const { week, row } of places.slice(0, COMMENTS_SHOWN)) {
    const value = store.has(row) ? await store.get('message', row) : null;
    if (value === null) continue;
    const { body } = readMessage(row, value);
    if (body.type === 'rating' && body.comment !== undefined) {
      read.push({ week, text: body.comment.trim() });
    }
  }
  return read
    .toSorted((a, b) => b.week - a.week || (a.text < b.text ? -1 : 1))
    .map(({ week, text }) => ({ ...weekName(week), text }));
}
