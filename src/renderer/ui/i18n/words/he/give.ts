// Room: ui/i18n. Hebrew for words/give.ts.
import type { InHebrew } from '../../shape.ts';
import type { give } from '../give.ts';

export const he: InHebrew<typeof give> = {
  title: 'אי אפשר להמשיך',
  lead: 'זה בסדר. אין צורך להסביר. מה שנמסר מופיע אצל הצוות ראשון.',
  whatField: 'מה למסור?',
  toField: 'אל מי?',
  anyone: 'מי שנמצא כאן',
  noteField: 'משפט לצוות, אם רוצים',
  noteHelp: 'רק הצוות קורא אותו. אפשר גם להשאיר ריק.',
  alsoField: 'ובנוסף',
  tell: 'להודיע לצד השני',
  pause: 'אחר כך אני לא כאן',
  alsoHelp: 'מה שייקרא: ״מישהו אחר מהצוות ימשיך כאן ברגע שאפשר.״',
  alsoHelpNamed: 'מה שייקרא: ״מעכשיו התשובות מגיעות מ־{{name}}.״',
  go_one: 'מסירת שיחה אחת',
  go_two: 'מסירת שתי שיחות',
  go_other: 'מסירת {{count}} שיחות',
  done_one: 'שיחה אחת נמסרה. אפשר לנוח.',
  done_two: 'שתי שיחות נמסרו. אפשר לנוח.',
  done_other: '{{count}} שיחות נמסרו. אפשר לנוח.',
  none: 'אין אצלך שיחות כרגע.',
  needed: 'צריך כאן מישהו',
  neededShort: 'צריך מישהו',
  refusal: {
    full: 'הדיסק מלא. מה שעוד ברשימה נשאר אצלך.',
    'unknown-colleague': 'המכשיר הזה כבר לא בצוות. שום דבר לא נמסר.',
    'too-long': 'ההערה ארוכה מדי. נא לקצר.',
    failed: 'זה לא הצליח. אפשר לנסות שוב.',
  },
};
