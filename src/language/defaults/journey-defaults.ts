import type { Program } from '../../model/program.ts';
import type { Trigger } from '../../model/trigger.ts';
import type { DurationUnit } from '../../model/type.ts';
import type { Row } from './defaults.ts';

/** What holds of journeys where nothing is written. */
export const journeyDefaults: readonly Row[] = [
    {
        kind: 'journey',
        holds: 'An occasion that comes while a member is in it changes nothing.',
        otherwise: 'again starts over',
        clause: /again/,
        concerns: program => journeys(program).filter(({ journey }) => !journey.startsOver),
    },
    {
        kind: 'journey',
        holds: 'Who is through, or has left, comes in again whenever its occasion comes.',
        otherwise: 'limit 1 time per member',
        clause: /limit/,
        concerns: program => journeys(program).filter(({ limits }) => limits.length === 0),
    },
    {
        kind: 'journey',
        holds: 'It has no aim: whatever a member does, the steps go on.',
        otherwise: 'aim purchase happened',
        clause: /aim/,
        concerns: program => journeys(program).filter(({ journey }) => journey.aim === undefined),
    },
    {
        kind: 'journey',
        holds: 'Who meets its aim beforehand does not come in.',
        otherwise: undefined,
        clause: undefined,
        concerns: program => journeys(program).filter(({ journey }) => journey.aim !== undefined),
    },
    {
        kind: 'journey',
        holds: 'It is over with its last step; the aim is not watched after it.',
        otherwise: 'aim … within 30 days',
        clause: /aim[^\n]*\bwithin/,
        concerns: program =>
            journeys(program).filter(({ journey: { aim } }) => aim !== undefined && aim.within === undefined),
    },
    {
        kind: 'journey',
        holds: 'Nobody else leaves before its end.',
        otherwise: 'stop when complaint happened',
        clause: /stop\s+when/,
        concerns: program => journeys(program).filter(({ journey }) => journey.stops.length === 0),
    },
    {
        kind: 'journey',
        holds: 'It begins at midnight where it waits for a day, and waits of days end at midnight.',
        otherwise: 'at 9:00',
        clause: /at\s+\d/,
        concerns: program => journeys(program).filter(it => it.atMinute === 0 && waitsForDay(it)),
    },
    {
        kind: 'journey',
        holds: 'A message that waits for the end of the quiet hours is not sent to who has left in the meantime.',
        otherwise: 'quiet never',
        clause: /quiet\s+never/,
        concerns: program => journeys(program).filter(it => sends(it) && it.messaging?.quiet !== undefined),
    },
    {
        kind: 'journey',
        holds: 'Nobody is held out: there is no control group.',
        otherwise: 'hold out 10%',
        clause: /hold\s+out/,
        concerns: program => journeys(program).filter(({ holdOut }) => holdOut.isZero()),
    },
    {
        kind: 'journey',
        holds: 'A return does not take back what it gave.',
        otherwise: undefined,
        clause: undefined,
        concerns: program => journeys(program).filter(it => it.actions.some(({ kind }) => kind === 'give')),
    },
];

type Led = Trigger & { readonly journey: NonNullable<Trigger['journey']> };

const journeys = ({ triggers }: Program): readonly Led[] =>
    triggers.filter((it): it is Led => it.journey !== undefined);

const sends = ({ actions }: Trigger): boolean => actions.some(({ kind }) => kind === 'send' || kind === 'ask');

const timed: ReadonlySet<string> = new Set(['annual', 'periodic', 'on day', 'silence', 'before expiry']);
/** Whether it comes on days of the calendar, at an hour that may be written. */
export const isTimed = ({ occasion }: Trigger): boolean => timed.has(occasion.kind);

const ofTheClock: ReadonlySet<DurationUnit> = new Set(['minutes', 'hours']);

function waitsForDay(led: Led): boolean {
    return isTimed(led) || led.journey.steps.some(step => step.kind === 'wait' && !ofTheClock.has(step.duration.unit));
}
