/** Vault, danger: the checklist after one change, or why it stays as it is. Pure. */
import {
  BUILT_IN_STEPS,
  builtInChecklist,
  NUMBERS_LIMIT,
  STEPS_LIMIT,
  type Checklist,
  type ChecklistEdit,
  type ChecklistStep,
  type EditRefusal,
  type KeptNumber,
} from '../../../contract/checklist.ts';
import { COUNTRIES, CRISIS_NUMBERS } from '../../../contract/danger.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';

type Edited = Outcome<Checklist, EditRefusal>;
type Of<T extends ChecklistEdit['type']> = Extract<ChecklistEdit, { readonly type: T }>;

/** `fresh`: the id of what is new. */
export function edited(list: Checklist, edit: ChecklistEdit, fresh: string): Edited {
  switch (edit.type) {
    case 'step':
      return withStep(list, edit, fresh);
    case 'shift':
      return shifted(list, edit);
    case 'drop':
      if (!has(list.steps, edit.id)) return refuse('gone');
      if (list.steps.length === 1) return refuse('last');
      return ok({ ...list, steps: without(list.steps, edit.id) });
    case 'restore':
      return ok({ ...list, steps: builtInChecklist.steps });
    case 'number':
      return withNumber(list, edit, fresh);
    case 'drop-number':
      if (!has(list.numbers, edit.id)) return refuse('gone');
      return ok({ ...list, numbers: without(list.numbers, edit.id) });
    case 'show':
      return showing(list, edit);
  }
}

function withStep(list: Checklist, { id, texts }: Of<'step'>, fresh: string): Edited {
  const { steps } = list;
  if (id !== null && !has(steps, id)) return refuse('gone');
  const step = { id: id ?? fresh, texts };
  const isBuiltIn = BUILT_IN_STEPS.some((name) => name === step.id);
  if (texts.length === 0 && !isBuiltIn) return refuse('no-words');
  if (steps.some((one) => one.id !== id && saysTheSame(one, step))) return refuse('taken');
  if (id === null && steps.length >= STEPS_LIMIT) return refuse('full');
  return ok({ ...list, steps: placed(steps, step) });
}

function shifted(list: Checklist, { id, by }: Of<'shift'>): Edited {
  const { steps } = list;
  const at = steps.findIndex((one) => one.id === id);
  const [step, other] = [steps[at], steps[at + by]];
  if (step === undefined) return refuse('gone');
  // At an end there is nowhere to go.
  if (other === undefined) return ok(list);
  return ok({ ...list, steps: steps.with(at, other).with(at + by, step) });
}

function withNumber(list: Checklist, { id, number }: Of<'number'>, fresh: string): Edited {
  const { numbers } = list;
  if (id !== null && !has(numbers, id)) return refuse('gone');
  if (numbers.some((one) => one.id !== id && isSame(one, number))) return refuse('taken');
  if (id === null && numbers.length >= NUMBERS_LIMIT) return refuse('full');
  const kept: KeptNumber = { id: id ?? fresh, ...number };
  return ok({ ...list, numbers: placed(numbers, kept) });
}

function showing(list: Checklist, { number, shown }: Of<'show'>): Edited {
  const others = list.hidden.filter((one) => !isSame(one, number));
  if (shown) return ok({ ...list, hidden: others });
  const country = COUNTRIES.find((one) => one === number.country);
  const built = country === undefined ? [] : CRISIS_NUMBERS[country];
  if (!built.some((one) => one.number === number.number)) return refuse('gone');
  return ok(others.length < list.hidden.length ? list : { ...list, hidden: [...others, number] });
}

interface Named {
  readonly id: string;
}

const has = (all: readonly Named[], id: string): boolean => all.some((one) => one.id === id);
const without = <T extends Named>(all: readonly T[], id: string): readonly T[] =>
  all.filter((one) => one.id !== id);

/** In the place of the one before it, else at the end. */
const placed = <T extends Named>(all: readonly T[], one: T): readonly T[] =>
  has(all, one.id) ? all.map((before) => (before.id === one.id ? one : before)) : [...all, one];

/** A tick is known by its words: two steps of the same words would be ticked together. */
const saysTheSame = (a: ChecklistStep, b: ChecklistStep): boolean =>
  a.texts.some((one) =>
    b.texts.some(({ language, text }) => one.language === language && one.text === text),
  );

interface Dialled {
  readonly country: string;
  readonly number: string;
}

const digits = (number: string): string => number.replace(/[^\d+*#]/g, '');
const isSame = (a: Dialled, b: Dialled): boolean =>
  a.country === b.country && digits(a.number) === digits(b.number);
