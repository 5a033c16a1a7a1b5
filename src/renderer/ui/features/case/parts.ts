// Room: ui/features/case. The names of the form's parts, in the order a report is told.

export const partNames = ['when', 'what', 'who', 'source', 'evidence', 'fate'] as const;
export type Part = (typeof partNames)[number];
