// Room: ui/i18n. Hebrew for words/columns.ts.
import type { InHebrew } from '../../shape.ts';
import type { columns } from '../columns.ts';

export const he: InHebrew<typeof columns> = {
  field: {
    period: 'תקופה',
    geography: 'אזור',
    placeType: 'סוג המקום',
    ageBand: 'גיל',
    gender: 'מגדר',
    category: 'קטגוריה',
    bias: 'מניע',
    form: 'צורת האנטישמיות',
    channel: 'ערוץ',
    reporterRole: 'מי מדווח',
  },
  level: {
    exact: 'כפי שנרשם',
    month: 'חודש',
    quarter: 'רבעון',
    year: 'שנה',
    state: 'מדינה פדרלית או ארץ',
    country: 'ארץ',
    group: 'קבוצה',
    band: 'קבוצת גיל',
    removed: 'הושמט',
  },
  value: {
    removed: 'הושמט',
    unknown: 'לא ידוע',
    country: 'גרמניה',
    quarter: 'רבעון {{quarter}}, {{year}}',
  },
};
