import { languageOf, type Language } from './i18n/texts.ts';

/** Everybody who may say which language the chat speaks. '' and null: nothing was said. */
export interface LanguageWishes {
  /** The reporter's own choice, kept within this tab. */
  readonly chosen: Language | null;
  /** `data-lang` of the snippet. */
  readonly snippet: string;
  /** `language` of the signed team document. */
  readonly team: Language | null;
  /** The launcher's language: the page's, else the browser's. */
  readonly page: string;
}

/**
 * Whose wish counts: the reporter's own, then the snippet's, then the team's, then the page's and the
 * browser's. A tag that we do not speak is passed over; German when nobody is left.
 */
export const whichLanguage = (wishes: LanguageWishes): Language =>
  wishes.chosen ?? languageOf(wishes.snippet) ?? wishes.team ?? languageOf(wishes.page) ?? 'de';

/** The first of the browser's languages that we speak, or ''. */
export const browsersLanguage = (tags: readonly string[]): string =>
  tags.find((tag) => languageOf(tag) !== null) ?? '';
