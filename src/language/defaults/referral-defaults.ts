import type { Earn } from '../../model/earn.ts';
import type { Program } from '../../model/program.ts';
import type { Declared } from '../../model/source.ts';
import type { Trigger } from '../../model/trigger.ts';
import type { Row } from './defaults.ts';
import { hasGroups } from './rule-defaults.ts';

/** What holds where members refer others. */
export const referralDefaults: readonly Row[] = [
    {
        kind: 'program',
        holds: "Who referred a member is 'member.referrer', else whoever first named the member before the first purchase.",
        otherwise: undefined,
        clause: undefined,
        concerns: program => (asksForReferrals(program) ? [program] : []),
    },
    {
        kind: 'program',
        holds: 'Nobody refers themselves: such a referral gives nothing.',
        otherwise: undefined,
        clause: undefined,
        concerns: program => (asksForReferrals(program) ? [program] : []),
    },
    {
        kind: 'program',
        holds: 'Nobody refers somebody of the same group: such a referral gives nothing to either side.',
        otherwise: 'referral in group counts',
        clause: /referral\s+in\s+group/,
        concerns: program => (asksForReferrals(program) && hasGroups(program) ? [program] : []),
    },
    {
        kind: 'earn',
        holds: 'What it gives to the referrer is taken back as far as the friend brings the goods back.',
        otherwise: undefined,
        clause: undefined,
        concerns: program => program.earns.filter(({ gives }) => gives.some(({ to }) => to === 'referrer')),
    },
    {
        kind: 'earn',
        holds: 'What it gives stays when nothing of that purchase is kept.',
        otherwise: 'trigger … on friend_returned { take … }',
        clause: undefined,
        concerns: program => (listens(program, 'friend_returned') ? [] : program.earns.filter(isOf('friend_bought'))),
    },
    {
        kind: 'trigger',
        holds: 'What it gives stays when nothing of that purchase is kept.',
        otherwise: 'trigger … on friend_returned { take … }',
        clause: undefined,
        concerns: program =>
            listens(program, 'friend_returned')
                ? []
                : program.triggers.filter(
                      it => isOf('friend_bought')(it) && it.actions.some(({ kind }) => kind === 'give'),
                  ),
    },
];

type Occasioned = Declared & Pick<Earn | Trigger, 'occasion'>;

const isOf =
    (...events: readonly string[]) =>
    ({ occasion }: Occasioned): boolean =>
        occasion.kind === 'event' && events.includes(occasion.event);

const listens = ({ triggers }: Program, event: string): boolean => triggers.some(isOf(event));

function asksForReferrals({ earns, triggers }: Program): boolean {
    const asks = isOf('referral', 'referred', 'friend_bought', 'friend_returned');
    return earns.some(it => it.occasion.kind === 'referred' || asks(it)) || triggers.some(asks);
}
