import { loadLaterTexts } from '../../widget/app/i18n/later/texts.ts';
import { loadTexts, type Language } from '../../widget/app/i18n/texts.ts';
import type { AllTexts } from '../../widget/app/i18n/words.ts';

/** Everything the chat can say in one language. */
export const allTexts = async (language: Language): Promise<AllTexts> => ({
  ...(await loadTexts(language)),
  ...(await loadLaterTexts(language)),
});
