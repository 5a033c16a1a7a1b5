// Room: ui/i18n. Hebrew for words/importing.ts.
import type { InHebrew } from '../../shape.ts';
import type { importing } from '../importing.ts';

export const he: InHebrew<typeof importing> = {
  title: 'ייבוא אירועים',
  body: 'קובץ JSON של ארגון שותף. הכול או כלום: אם רשומה אחת שגויה, שום רשומה לא נקלטת.',
  button: 'ייבוא אירועים',
  working: 'בייבוא…',
  done_one: 'אירוע אחד נקלט.',
  done_two: 'שני אירועים נקלטו.',
  done_other: '{{count}} אירועים נקלטו.',
  refusal: {
    cancelled: 'בוטל. שום דבר לא נקלט.',
    'too-large': 'הקובץ גדול מדי. נא לחלק אותו.',
    'cannot-read': 'אי אפשר לקרוא את הקובץ.',
    'bad-file': 'מבנה הקובץ לא כצפוי. שום דבר לא נקלט.',
    'vault-full': 'בכספת הזאת אין מקום לכל כך הרבה תיקים. שום דבר לא נקלט.',
    'disk-full': 'הדיסק מלא. שום דבר לא נקלט.',
    failed: 'הייבוא לא הצליח. שום דבר לא נקלט.',
  },
};
