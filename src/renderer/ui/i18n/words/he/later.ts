// Room: ui/i18n. Hebrew for words/later.ts.
import type { InHebrew } from '../../shape.ts';
import type { later } from '../later.ts';

export const he: InHebrew<typeof later> = {
  title: 'לחזור לזה אחר כך',
  kindField: 'מה צריך לקרות?',
  kind: { snooze: 'להניח בצד', followUp: 'מעקב' },
  help: {
    snooze:
      'עד אז השיחה לא מופיעה תחת ״ממתינות״. אם תגיע הודעה קודם, היא חוזרת מיד. הצד השני לא ידע.',
    followUp: 'השיחה נשארת במקומה ועולה שוב בזמן הזה, גם אם עד אז תיסגר. הצד השני לא ידע.',
  },
  whenField: 'מתי?',
  when: {
    hour: 'בעוד שעה',
    evening: 'היום 18:00',
    tomorrow: 'מחר 9:00',
    monday: 'יום שני 9:00',
    week: 'בעוד שבוע',
    month: 'בעוד חודש',
    own: 'זמן אחר',
  },
  momentField: 'יום ושעה',
  past: 'הזמן הזה כבר עבר.',
  far: 'זה בעוד יותר משנה.',
  go: { snooze: 'להניח בצד', followUp: 'להזכיר' },
  clear: 'ביטול',
  until: 'עד {{time}}',
  away: 'בצד עד {{time}}',
  notAway: 'כבר לא בצד',
  followUp: 'מעקב: {{time}}',
  noFollowUp: 'אין עוד מעקב',
  due: 'הגיע הזמן',
  dueLong: 'הגיע הזמן לחזור לזה',
  done: 'בוצע',
};
