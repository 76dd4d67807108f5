import { Rational } from '../../base/rational.ts';
import type { Instant, Zone } from '../../base/zone.ts';
import type { Commitment, Contract } from '../../model/contract.ts';
import { PHASES, schedule } from '../due.ts';
import { measure, NOW } from '../log.ts';
import { declared, isInForce, logOf, type Running } from '../running.ts';
import { sayMoney } from '../say.ts';
import { type Place, periodStart } from '../windows.ts';
import { charge } from './account.ts';
import type { ContractState, Promised } from './state.ts';
import { roundsOf } from './terms.ts';

/** The period of the commitment that runs at a moment, where it has periods of its own; it goes on over renewals. */
export function promiseFrom(running: Running, { commitment }: Contract, state: ContractState, at: Instant): Promised {
    const whole = wholePeriod(commitment?.per, state, at, running.place);
    return { from: Math.max(whole.from, at), whole: whole.from, until: whole.until };
}

/** The end of such a period falls due. */
export function awaitPromise(running: Running, contract: Contract, { until }: Promised): void {
    if (until === undefined || contract.commitment?.per.kind === 'term') return;
    const order = [...running.book.contracts.keys()].indexOf(contract.name);
    schedule(running.state.due, {
        at: until,
        phase: PHASES.contract,
        order,
        task: { kind: 'end of commitment', contract: contract.name },
    });
}

/** What is missing at the end of a period is charged, and the next one begins while the contract runs. */
export function endPromise(running: Running, name: string, at: Instant): void {
    const state = running.state.contracts.get(name);
    if (state?.promised?.until !== at) return;
    const contract = declared(running.book.contracts, name);
    settlePromise(running, contract, state, contract.shortfall, { at, id: undefined });
    const isOver = contract.commitment === undefined || state.until === at || !isInForce(running, at);
    const next = isOver ? undefined : promiseFrom(running, contract, state, at);
    running.state.contracts.set(name, { ...state, promised: next });
    if (next !== undefined) awaitPromise(running, contract, next);
}

/** Charges a share of what is missing up to a moment; `prorated`: of the days on which it has run by then. */
export function settlePromise(
    running: Running,
    contract: Contract,
    state: ContractState,
    share: Rational | undefined,
    cause: { readonly at: Instant; readonly id: string | undefined },
): void {
    const { commitment } = contract;
    const { promised } = state;
    const rate = commitment?.of === 'units' ? contract.shortfallEach : share;
    if (commitment === undefined || promised === undefined || rate === undefined) return;
    const due = commitment.amount.mul(
        commitment.prorated === true ? partOf(promised, cause.at, running.place.zone) : Rational.ONE,
    );
    const missing = due.sub(boughtIn(running, commitment.metric, promised.from, cause.at));
    if (missing.sign() <= 0) return;
    const say = (amount: Rational): string => sayPromised(running, commitment, amount);
    const text = `${say(missing)} of ${say(due)} are missing`;
    const amount = missing.mul(rate).toUnits(running.program.currency.decimals, 'half up');
    charge(running, amount, contract.name, text, cause);
}

function wholePeriod(
    per: Commitment['per'] | undefined,
    { from, until, signed, whole }: ContractState,
    at: Instant,
    { zone, turns }: Place,
): { readonly from: Instant; readonly until: Instant | undefined } {
    switch (per?.kind) {
        case 'calendar': {
            const first = periodStart(zone.dayAt(at), per.unit, turns);
            let last = first + 1;
            while (periodStart(last, per.unit, turns) === first) last++;
            return { from: zone.startOfDay(first), until: zone.startOfDay(last) };
        }
        case 'every':
            return roundsOf(per.duration, signed, at, zone);
        default:
            return { from: whole ?? from, until };
    }
}

/** Days on which it ran, also in part, of all days of the period. */
function partOf({ from, whole, until }: Promised, at: Instant, zone: Zone): Rational {
    if (until === undefined) return Rational.ONE;
    const days = (first: Instant, end: Instant): number => zone.dayAt(end - 1) - zone.dayAt(first) + 1;
    return Rational.of(Math.max(0, days(from, Math.min(at, until))), days(whole, until));
}

/** What counts since a moment, less what came back: of spend, what was paid for goods without tax. */
function boughtIn(running: Running, metric: string, from: Instant, at: Instant): Rational {
    const bought = measure('sum', logOf(running, metric), { from, until: at }, NOW, []);
    return bought instanceof Rational ? bought : Rational.ZERO;
}

export const sayPromised = ({ program }: Running, { of }: Commitment, amount: Rational): string =>
    of === 'units'
        ? `${amount.toDecimal(2)} units`
        : sayMoney(amount.toUnits(program.currency.decimals, 'half up'), program);
