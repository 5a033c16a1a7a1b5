// Room: ui/i18n. Hebrew for words/search.ts.
import type { InHebrew } from '../../shape.ts';
import type { search } from '../search.ts';

export const he: InHebrew<typeof search> = {
  title: 'חיפוש בכול',
  field: 'מה מחפשים?',
  hint: 'החיפוש הוא רק במכשיר הזה. אפשר גם תחילת מילה וטעויות הקלדה קטנות.',
  keys: '↑ ↓ לבחירה, Enter לפתיחה, Esc לסגירה',
  results: 'תוצאות',
  found_one: 'תוצאה אחת',
  found_two: 'שתי תוצאות',
  found_other: '{{count}} תוצאות',
  foundMore_one: 'יותר מתוצאה אחת',
  foundMore_two: 'יותר משתי תוצאות',
  foundMore_other: 'יותר מ־{{count}} תוצאות',
  more: 'יש עוד. מילה נוספת תצמצם.',
  building: 'מפתח החיפוש עדיין נבנה. ייתכן שחסרות תוצאות.',
  none: 'לא נמצא כלום עבור ״{{text}}״.',
  veiled: 'מוסתר כאן. אפשר לראות את זה בשיחה.',
  noneHint: 'אפשר לנסות מילה קצרה יותר או פחות מסננים.',
  failed: 'החיפוש לא ענה. אפשר לנסות שוב.',
  asking: 'בחיפוש…',
  kind: { message: 'הודעות', note: 'הערות', case: 'תיקים', evidence: 'ראיות', tags: 'תגיות' },
  filters: 'מסננים',
  where: 'היכן',
  from: 'מתאריך',
  to: 'עד תאריך',
  code: 'קטגוריה',
  anyCode: 'כל הקטגוריות',
  operator: 'מי כתב',
  operatorOnly:
    'רק בהודעות ובהערות רשום מי כתב אותן. תיקים, ראיות ותגיות לא מופיעים עכשיו בתוצאות.',
  language: 'שפת השיחה',
  anyLanguage: 'כל השפות',
  clear: 'ניקוי המסננים',
  inCase: 'תיק {{title}}',
};
