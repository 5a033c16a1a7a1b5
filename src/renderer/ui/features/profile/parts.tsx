// Room: ui/features/profile. The nine parts. One left out does not compile.
import type { ReactNode } from 'react';
import type { ProfileDesk, ProfilePart } from '../../app/state/profile.ts';
import { HoursPart } from './HoursPart.tsx';
import { LookPart } from './LookPart.tsx';
import { PeoplePart } from './PeoplePart.tsx';
import { RulesPart } from './RulesPart.tsx';
import { TextsPart, TopicsPart } from './TextParts.tsx';
import { VersionsPart } from './VersionsPart.tsx';
import { WaysPart } from './WaysPart.tsx';
import { WebsitePart } from './WebsitePart.tsx';

interface Props {
  readonly state: ProfileDesk;
}

const parts = {
  texts: (props) => <TextsPart {...props} />,
  hours: (props) => <HoursPart {...props} />,
  people: (props) => <PeoplePart {...props} />,
  topics: (props) => <TopicsPart {...props} />,
  ways: (props) => <WaysPart {...props} />,
  look: (props) => <LookPart {...props} />,
  rules: (props) => <RulesPart {...props} />,
  website: (props) => <WebsitePart {...props} />,
  versions: (props) => <VersionsPart {...props} />,
} satisfies Record<ProfilePart, (props: Props) => ReactNode>;

export function Part(props: Props) {
  return parts[props.state.part](props);
}
