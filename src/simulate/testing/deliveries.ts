import type { Effect, Outcome } from '../../model/outcome.ts';
import type { Expectation } from '../../model/test.ts';
import { sayTimes } from '../say.ts';
import type { Found, LookingOn } from './expectations.ts';

/** With a day: firings on that local day; else all since the test began. Coming into a journey is one. */
export function gets({ trigger, times }: Extract<Expectation, { kind: 'gets' }>, looking: LookingOn): Found {
    const results = onTheDay(looking).flatMap(outcome => resultOf(outcome, trigger) ?? []);
    const fired = results.filter(result => result === 'fired').length;
    const others = (['held out', 'suppressed', 'capped', 'held'] as const).flatMap(result => {
        const count = results.filter(each => each === result).length;
        return count === 0 ? [] : [`${result} ${sayTimes(count)}`];
    });
    return found(trigger, times, fired, others);
}

function resultOf(outcome: Outcome, name: string): string | undefined {
    if (outcome.kind === 'trigger' && outcome.trigger === name) return outcome.result;
    if (outcome.kind !== 'journey' || outcome.journey !== name || outcome.change !== 'entered') return undefined;
    return outcome.group === 'in' ? 'fired' : 'held out';
}

/** A message or a thing, by whatever trigger or journey. */
export function getsMessage(
    { message, times }: Extract<Expectation, { kind: 'gets message' }>,
    looking: LookingOn,
): Found {
    const effects = onTheDay(looking).flatMap((outcome): readonly Effect[] =>
        outcome.kind === 'trigger' || outcome.kind === 'journey' ? outcome.actions : [],
    );
    const sent = effects.filter(
        each =>
            ((each.kind === 'send' || each.kind === 'ask') && each.message === message) ||
            (each.kind === 'present' && each.what === message),
    ).length;
    const withheld = effects.filter(each => each.kind === 'withheld' && each.message === message).length;
    const waiting = effects.filter(each => each.kind === 'held' && each.message === message).length;
    const others = [
        ...(withheld === 0 ? [] : [`withheld ${sayTimes(withheld)}`]),
        ...(waiting === 0 ? [] : [`held in quiet hours ${sayTimes(waiting)}`]),
    ];
    return found(`"${message}"`, times, sent, others);
}

const onTheDay = ({ actor, day }: LookingOn): readonly Outcome[] =>
    actor.outcomes.filter(({ at }) => day === undefined || actor.zone.dayAt(at) === day);

function found(what: string, times: number | undefined, count: number, others: readonly string[]): Found {
    return {
        holds: times === undefined ? count > 0 : count === times,
        expected: `${what} ${times === undefined ? 'at least once' : sayTimes(times)}`,
        actual: [`${what} ${sayTimes(count)}`, ...others].join(', '),
    };
}
