import type { Program } from '../../model/program.ts';
import type { Trigger } from '../../model/trigger.ts';
import type { Row } from './defaults.ts';
import { ownLadders } from './stage-defaults.ts';

/** What holds of messages, memberships, contracts, rebates, budgets and versions where nothing is written. */
export const ruleDefaults: readonly Row[] = [
    {
        kind: 'program',
        holds: 'A message goes by all its channels: consent is not asked.',
        otherwise: 'consent member.FIELD',
        clause: /consent/,
        concerns: program => (sending(program).length > 0 ? [program] : []),
    },
    {
        kind: 'program',
        holds: 'Messages go out at any hour.',
        otherwise: 'quiet 21:00 to 8:00',
        clause: /quiet/,
        concerns: program => (sending(program).length > 0 ? [program] : []),
    },
    {
        kind: 'program',
        holds: 'A member may get any number of messages.',
        otherwise: 'at most 2 messages per member per week',
        clause: /messages?\s+per/,
        concerns: program => (sending(program).length > 0 ? [program] : []),
    },
    {
        kind: 'program',
        holds: 'Points of members of another version keep their terms, and tiers their names; what has no place is refused.',
        otherwise: 'migrate from version "1" { … }',
        clause: /migrate/,
        concerns: program =>
            (program.migrations ?? []).length === 0 && program.version !== undefined ? [program] : [],
    },
    {
        kind: 'points',
        holds: 'Each member has a balance alone.',
        otherwise: 'pool by household',
        clause: /pool/,
        concerns: program => (hasGroups(program) ? program.points : []),
    },
    {
        kind: 'points',
        holds: 'Members cannot give them to others.',
        otherwise: 'transfer to members',
        clause: /transfer/,
        concerns: program => program.points.filter(it => it.use === 'spending' && it.transfer === undefined),
    },
    {
        kind: 'tiers',
        holds: 'The highest tier that is met is taken after each event.',
        otherwise: 'upgrade review',
        clause: /upgrade/,
        concerns: program => ownLadders(program).filter(it => it.upgrade === 'immediately'),
    },
    {
        kind: 'tiers',
        holds: 'Spending, expiry and time lower no tier by themselves, only a review does.',
        otherwise: 'downgrade immediately',
        clause: /downgrade/,
        concerns: program => ownLadders(program).filter(it => it.downgrade !== 'immediately'),
    },
    {
        kind: 'price',
        holds: 'The limit of a bracket belongs to the higher one.',
        otherwise: 'above 100 EUR: …',
        clause: /above/,
        concerns: program => program.prices.filter(it => it.actions.some(({ kind }) => kind === 'brackets')),
    },
    {
        kind: 'price',
        holds: 'Of units that are free, they are the cheapest.',
        otherwise: 'free dearest',
        clause: /free|cheapest|dearest/,
        concerns: program => program.prices.filter(it => it.actions.some(({ kind }) => kind === 'buy pay')),
    },
    {
        kind: 'coupon',
        holds: 'Its code may be used any number of times.',
        otherwise: 'limit 1 time per member',
        clause: /limit|once/,
        concerns: program => (program.coupons ?? []).filter(it => it.limits.length === 0 && !it.singleUse),
    },
    {
        kind: 'contract',
        holds: 'It goes on until it is ended: it has no term.',
        otherwise: 'term 12 months',
        clause: /term|season/,
        concerns: program => program.contracts.filter(({ term }) => term === undefined),
    },
    {
        kind: 'contract',
        holds: 'Of a period that it did not run through all of its commitment is due.',
        otherwise: 'commit … prorated',
        clause: /commit\b.*\bprorated/,
        concerns: program =>
            program.contracts.filter(({ commitment }) => commitment !== undefined && commitment.prorated !== true),
    },
    {
        kind: 'contract',
        holds: 'Nothing is charged for what is missing to its commitment.',
        otherwise: 'shortfall pays 10% of missing',
        clause: /shortfall/,
        concerns: program =>
            program.contracts.filter(
                it => it.commitment !== undefined && (it.shortfall ?? it.shortfallEach) === undefined,
            ),
    },
    {
        kind: 'rebate',
        holds: 'Nothing is given before the settlement.',
        otherwise: 'partial 50% each quarter',
        clause: /partial/,
        concerns: program => program.rebates.filter(({ partial }) => partial === undefined),
    },
    {
        kind: 'reward',
        holds: 'It may be had as often as there are points.',
        otherwise: 'limit 1 time per member per month',
        clause: /limit/,
        concerns: program => program.rewards.filter(({ limits }) => limits.length === 0),
    },
    {
        kind: 'trigger',
        holds: 'It fires whenever its occasion comes.',
        otherwise: 'limit 1 time per member per year',
        clause: /limit/,
        concerns: program => plainTriggers(program).filter(({ limits }) => limits.length === 0),
    },
    {
        kind: 'trigger',
        holds: 'Nobody is held out: there is no control group.',
        otherwise: 'hold out 10%',
        clause: /hold\s+out/,
        concerns: program => sending(program).filter(it => it.journey === undefined && it.holdOut.isZero()),
    },
    {
        kind: 'budget',
        holds: 'It counts all that its rules give, at any time.',
        otherwise: 'during 2026-06-01 through 2026-08-31',
        clause: /during/,
        concerns: program => program.budgets.filter(({ during }) => during.length === 0),
    },
    {
        kind: 'assumption',
        holds: 'Who answers does so within 30 days.',
        otherwise: 'response … within 14 days',
        clause: /response[^\n]*\bwithin\b/,
        concerns: program =>
            (program.assumptions ?? []).filter(it => it.effects.some(({ kind }) => kind === 'response')),
    },
];

/** Without journeys, which have defaults of their own. */
export const plainTriggers = ({ triggers }: Program): readonly Trigger[] =>
    triggers.filter(({ journey }) => journey === undefined);

const sending = ({ triggers }: Program): readonly Trigger[] =>
    triggers.filter(({ actions }) => actions.some(({ kind }) => kind === 'send' || kind === 'ask'));

/** Whether members may belong together. */
export const hasGroups = ({ memberFields }: Program): boolean => memberFields.some(({ type }) => type.kind === 'group');
