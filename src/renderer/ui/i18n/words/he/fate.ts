// Room: ui/i18n. Hebrew for words/fate.ts.
import type { InHebrew } from '../../shape.ts';
import type { fate } from '../fate.ts';

export const he: InHebrew<typeof fate> = {
  closed: 'נסגר {{date}}',
  close: 'סגירת התיק',
  closeHelp: 'תקופת השמירה מתחילה בסגירת התיק.',
  closedHelp: 'תקופת השמירה נספרת מ־{{date}}.',
  reopen: 'לפתוח שוב',
  held: 'עיכוב מחיקה',
  heldSince: 'בעיכוב מחיקה מ־{{date}}: {{reason}}',
  heldNoErase: 'אי אפשר למחוק כלום עד להסרת העיכוב.',
  hold: 'עיכוב מחיקה…',
  holdTitle: 'עיכוב מחיקה',
  holdBody:
    'כל עוד העיכוב בתוקף, שום דבר בתיק הזה לא נמחק, גם לא לפי בקשה. רק כשיש סיבה, למשל הליך משפטי.',
  holdReason: 'סיבה',
  holdGo: 'לעכב מחיקה',
  release: 'הסרת העיכוב',
  erase: 'מחיקת התיק…',
  eraseTitle: 'למחוק את תיק {{reference}} לתמיד?',
  eraseWhat: 'נמחקים התיק וכל הראיות, וגם השיחה שלו אם אין לה תיק אחר.',
  erasing: 'מתבצעת מחיקה…',
  talkGone: 'השיחה של התיק הזה נמחקה.',
  talkGoneShort: 'השיחה נמחקה',
};
