import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import {
  contactFields,
  isWay,
  noContact,
  oddIn,
  roomOf,
  type Contact,
  type ContactField,
} from '../contact.ts';
import type { AllTexts } from '../i18n/words.ts';
import { typedDirection } from '../typed-direction.ts';
import type { Typed } from './typed.ts';

type Step = 'shared' | 'purpose' | 'how' | 'review';

interface ShareContactProps {
  readonly t: AllTexts;
  /** What is shared already. */
  readonly contact: Contact | null;
  readonly typed: Typed;
  /** `noContact` takes everything back. */
  readonly onShare: (contact: Contact) => void;
}

/** Sharing how to be reached: what for, how, and once more everything together before it goes. */
export function ShareContact(props: ShareContactProps): JSX.Element {
  const { t, contact, typed } = props;
  const [step, setStep] = useState<Step>(contact === null ? 'purpose' : 'shared');
  const [fields, setFields] = useState(() => typed.now().contact);
  const [said, say] = useState('');
  const top = useRef<HTMLHeadingElement>(null);
  const [moved, move] = useState(false);
  // What was shared stands there a moment after the step to it: only when it was written down.
  const isShared = step === 'shared' && contact !== null;
  useEffect(() => {
    if (!moved) return;
    top.current?.focus({ preventScroll: true });
    top.current?.closest('.sheet')?.scrollTo(0, 0);
  }, [moved, step, isShared]);
  useEffect(() => typed.keep({ contact: fields }), [typed, fields]);

  const go = (to: Step): void => {
    say('');
    move(true);
    setStep(to);
  };
  const input = { t, fields, onChange: setFields };
  if (isShared) {
    return (
      <Together t={t} top={top} title={t.contactShared} contact={contact}>
        <button
          type="button"
          class="primary"
          onClick={() => {
            setFields(contact);
            go('purpose');
          }}
        >
          {t.contactChange}
        </button>
        <button
          type="button"
          class="danger"
          onClick={() => {
            props.onShare(noContact);
            setFields(noContact);
            go('purpose');
            say(t.contactTaken);
          }}
        >
          {t.contactTakeBack}
        </button>
      </Together>
    );
  }
  if (step === 'review') {
    return (
      <Together t={t} top={top} title={t.contactReview} contact={fields}>
        <button
          type="button"
          class="primary"
          onClick={() => {
            props.onShare(fields);
            go('shared');
          }}
        >
          {t.contactSend}
        </button>
        <button type="button" class="secondary" onClick={() => go('how')}>
          {t.contactChange}
        </button>
      </Together>
    );
  }
  return (
    <form
      class="fields"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (step !== 'how') return go('how');
        if (isWay(fields)) return go('review');
        say(t.contactOneWay);
        document.getElementById('contact-phone')?.focus();
      }}
    >
      <h3 tabIndex={-1} ref={top}>
        {step === 'how' ? t.contactHow : t.contactPurpose}
      </h3>
      {step === 'how' ? (
        <>
          <Field {...input} name="name" kind="text" autocomplete="nickname" />
          <Field {...input} name="phone" kind="tel" autocomplete="tel" />
          <Field {...input} name="email" kind="email" autocomplete="email" />
          <Field {...input} name="when" kind="text" autocomplete="off" />
        </>
      ) : (
        <>
          <p class="care">{t.contactIntro}</p>
          <textarea
            aria-label={t.contactPurpose}
            aria-describedby="contact-example"
            rows={3}
            dir={typedDirection(fields.purpose)}
            maxLength={roomOf('purpose')}
            value={fields.purpose}
            onInput={(event) => setFields({ ...fields, purpose: event.currentTarget.value })}
          />
          <p id="contact-example" class="care">
            {t.contactPurposeHint}
          </p>
        </>
      )}
      <p class={said === t.contactTaken ? 'care' : 'problem'} role="status">
        {said}
      </p>
      <button type="submit" class="primary">
        {t.enterGo}
      </button>
    </form>
  );
}

/** The name of a field as the reporter reads it. */
export const fieldName = (t: AllTexts, field: ContactField): string =>
  ({
    purpose: t.contactPurpose,
    name: t.contactName,
    phone: t.contactPhone,
    email: t.contactEmail,
    when: t.contactWhen,
  })[field];

/** What is or will be shared, who sees it, and what can be done about it. */
function Together(props: {
  readonly t: AllTexts;
  readonly top: RefObject<HTMLHeadingElement | null>;
  readonly title: string;
  readonly contact: Contact;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { t, top, title, contact, children } = props;
  return (
    <>
      <h3 tabIndex={-1} ref={top}>
        {title}
      </h3>
      <Given t={t} contact={contact} />
      <p class="care">{t.contactWho}</p>
      <div class="actions">{children}</div>
    </>
  );
}

function Given({ t, contact }: { readonly t: AllTexts; readonly contact: Contact }): JSX.Element {
  return (
    <dl class="stack given">
      {contactFields
        .filter((field) => contact[field].trim() !== '')
        .map((field) => (
          <div key={field}>
            <dt>{fieldName(t, field)}</dt>
            <dd dir="auto">{contact[field]}</dd>
          </div>
        ))}
    </dl>
  );
}

function Field(props: {
  readonly t: AllTexts;
  readonly fields: Contact;
  readonly name: ContactField;
  readonly kind: 'text' | 'tel' | 'email';
  readonly autocomplete: 'nickname' | 'tel' | 'email' | 'off';
  readonly onChange: (fields: Contact) => void;
}): JSX.Element {
  const { t, fields, name, kind } = props;
  const [left, leave] = useState(false);
  const id = `contact-${name}`;
  const odd = left && oddIn(fields).some((field) => field === name);
  const about = {
    id,
    autocomplete: props.autocomplete,
    maxLength: roomOf(name),
    value: fields[name],
    'aria-describedby': odd ? `${id}-odd` : undefined,
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) =>
      props.onChange({ ...fields, [name]: currentTarget.value }),
    onBlur: () => leave(true),
  };
  const sentence = name === 'phone' ? t.contactPhoneOdd : t.contactEmailOdd;
  return (
    <div>
      <label for={id}>
        {fieldName(t, name)} <span class="care">({t.optional})</span>
      </label>
      {kind === 'text' && <input {...about} type="text" dir={typedDirection(fields[name])} />}
      {kind === 'tel' && <input {...about} type="tel" dir="ltr" />}
      {kind === 'email' && <input {...about} type="email" dir="ltr" />}
      {odd && (
        <p id={`${id}-odd`} class="care" role="status">
          {sentence}
        </p>
      )}
    </div>
  );
}
