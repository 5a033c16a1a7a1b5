/** Vault, team: names out of the public profile, as the desk shows them. */
import { profileNumbers, profileText, type Profile } from '../../../../protocol/team/profile.ts';

interface Public {
  readonly profile: Profile;
}

/** Every alias, in the profile's order, each once. */
export const aliasesOf = ({ profile }: Public): readonly string[] => [
  ...new Set(
    profileNumbers(profile, 'alias').flatMap(
      (n) => profileText(profile, `alias.${n}.name`, '') ?? [],
    ),
  ),
];

/** What the team calls itself in public now; undefined in a profile without a name. */
export const nameOf = ({ profile }: Public, language: string): string | undefined =>
  profileText(profile, 'name', language, ['de', 'en', 'nl']);

/** The team's words for the topics a reporter chose. One that the profile no longer has is left out. */
export const topicOf = ({ profile }: Public, topics: readonly number[], language: string): string =>
  topics
    .flatMap((n) => profileText(profile, `topic.${n}`, language, ['de', 'en', 'nl']) ?? [])
    .join(', ');
