// Room: ui/i18n. Hebrew for words/marking.ts.
import type { InHebrew } from '../../shape.ts';
import type { marking } from '../marking.ts';

export const he: InHebrew<typeof marking> = {
  bar: 'סימון מילים',
  keyed: 'קודים עם מקש',
  all: 'כל הקודים והערה',
  end: 'סיום',
  hint: 'ספרה או קוד נותנים את הקוד. X מציג את כל הקודים, Esc מסיים.',
  hintKeys:
    '\u2066← →\u2069 משפט · \u2066Shift + ← →\u2069 מילה אחת יותר או פחות · ↑ ↓ הודעה · ספרה נותנת את הקוד · Enter כל הקודים · Esc סיום',
  pick: 'מה המילים האלה מייצגות?',
  change: 'שינוי',
  given: 'קודים שנבחרו',
  search: 'לחפש קוד או ללחוץ על ספרה',
  codes: 'קודים',
  noCode: 'אין קוד בשם הזה.',
  memo: 'הערה',
  memoHelp:
    'מה ששמתם לב אליו. בשיחה רואים את זה רק אצלך; הצוות סופר וקורא, ומי שכותב אלינו אף פעם לא.',
  save: 'סימון',
  tooMany_one: 'לכל היותר קוד אחד בבת אחת.',
  tooMany_two: 'לכל היותר שני קודים בבת אחת.',
  tooMany_other: 'לכל היותר {{count}} קודים בבת אחת.',
  look: 'הצגת הסימונים: {{codes}}',
  onlyMemo: 'הערה',
  marked_one: 'סימון אחד',
  marked_two: 'שני סימונים',
  marked_other: '{{count}} סימונים',
  remove: 'הסרה',
  gone: 'הוסר.',
  putBack: 'להחזיר',
  fromTalk: 'מתוך השיחה',
  showWords: 'להציג את המילים האלה בשיחה',
  problem: {
    'disk-full': 'הדיסק מלא. שום דבר לא סומן.',
    waits: 'בשיחה הזאת הרבה עוד מחכה להגיע לצוות. אחרי שיגיע, אפשר להמשיך.',
    full: 'בשיחה הזאת אין מקום לעוד סימונים.',
    'too-long': 'זה ארוך מדי. נא לקצר.',
    failed: 'זה לא הצליח. אפשר לנסות שוב.',
  },
};
