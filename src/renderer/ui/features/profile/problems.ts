// Room: ui/features/profile. Which problem belongs to which field.
import { PROFILE_PROBLEMS, type ProfileProblem } from '../../../../contract/profile.ts';
import type { ProfileDesk } from '../../app/state/profile.ts';

export const stopping = ({ check }: ProfileDesk): readonly ProfileProblem[] =>
  (check?.problems ?? []).filter(({ problem }) => PROFILE_PROBLEMS[problem] === 'stops');

export const warnings = ({ check }: ProfileDesk): readonly ProfileProblem[] =>
  (check?.problems ?? []).filter(({ problem }) => PROFILE_PROBLEMS[problem] === 'warns');

export const problemCount = (state: ProfileDesk): number => stopping(state).length;

/** What is said at this field; a problem of the whole stands at the field without a language. */
export const problemAt = (
  { check }: ProfileDesk,
  key: string,
  lang = '',
): ProfileProblem['problem'] | null =>
  check?.problems.find((one) => one.key === key && (one.lang === lang || one.lang === ''))
    ?.problem ?? null;
