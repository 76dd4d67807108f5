import type { Action } from '../../../model/trigger.ts';
import { listOf, sayDuration, sayMoney, sayPercent, sayPoints } from './amounts.ts';
import { sayGive } from './gives.ts';
import type { Words } from './vocabulary.ts';

/** What is done, with its subject: `we give you 100 Star`. */
export function sayDone(action: Action, words: Words): string {
    switch (action.kind) {
        case 'send':
            return `we send you “${action.message}”${by(action.channels)}`;
        case 'ask':
            return `we ask you “${action.message}”${by(action.channels)}`;
        case 'give':
            return `${RECEIVER[action.give.to]} ${sayGive(action.give, words)}`;
        case 'present':
            return `we give you ${action.what}`;
        case 'offer':
            return sayOffer(action, words);
        case 'move': {
            const long = action.duration === undefined ? '' : ` for ${sayDuration(action.duration)}`;
            return `you get the tier ${words.titleOf(action.tier)}${long}`;
        }
        case 'take': {
            if (action.givenBy !== undefined)
                return `we take back what is left of the ${action.points} of ${listOf(
                    action.givenBy.map(rule => words.titleOf(rule)),
                    'and',
                )}`;
            if (action.share === true && action.amount !== undefined) {
                const least =
                    action.atLeast === undefined ? '' : `, at least ${sayPoints(action.atLeast, action.points)}`;
                return `we take back ${sayPercent(action.amount)} of your ${action.points}${least}`;
            }
            const amount =
                action.amount === undefined ? `all your ${action.points}` : sayPoints(action.amount, action.points);
            const per =
                action.per === undefined
                    ? ''
                    : ` for each ${action.per.whole ? 'full ' : ''}${words.amountLike(action.per.step, action.per.of)} of ${words.value(action.per.of)}`;
            return `we take back ${amount}${per}`;
        }
        case 'extend':
            return `your ${action.points} are valid for ${sayDuration(action.by)} longer`;
        case 'escalate':
            return `the matter goes to ${action.to}`;
        case 'open case': {
            const within = action.within === undefined ? '' : `, to be settled within ${sayDuration(action.within)}`;
            return `a case “${action.name}” is opened for ${action.for}${within}`;
        }
        case 'visit':
            return `${action.by} visits you`;
        case 'call':
            return `${action.by} calls you`;
        case 'tag':
            return `you are noted as “${action.tag}”`;
    }
}

const RECEIVER = {
    member: 'we give you',
    referrer: 'the member who recommended us to you gets',
    other: 'the member who is named gets',
} as const;

const by = (channels: readonly string[]): string => (channels.length === 0 ? '' : ` by ${listOf(channels, 'or')}`);

function sayOffer({ discount, within, minimum, waits, per }: Extract<Action, { kind: 'offer' }>, words: Words): string {
    const money = (amount: Extract<Action, { kind: 'offer' }>['minimum'] & object): string =>
        sayMoney(amount, words.program.currency.code, words.program);
    const off = discount.kind === 'percent' ? sayPercent(discount.rate) : money(discount.amount);
    const each =
        per === undefined
            ? ''
            : ` for each ${per.whole ? 'full ' : ''}${words.amountLike(per.step, per.of)} of ${words.value(per.of)}`;
    const least = minimum === undefined ? '' : ` from ${money(minimum)} on`;
    const order = waits === true ? `one order${least}` : `your next order${least}`;
    return `you get ${off}${each} off ${order}, within ${sayDuration(within)}`;
}

/** Whether it is something that members have a right to know of in the terms: gifts, prices, tiers, what is taken. */
export function concernsCustomers({ kind }: Action): boolean {
    return (
        kind === 'give' ||
        kind === 'present' ||
        kind === 'offer' ||
        kind === 'move' ||
        kind === 'take' ||
        kind === 'extend'
    );
}
