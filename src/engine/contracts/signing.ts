import { formatDate } from '../../base/calendar.ts';
import type { Rational } from '../../base/rational.ts';
import type { Instant } from '../../base/zone.ts';
import type { Contract } from '../../model/contract.ts';
import type { ContractChange } from '../../model/outcome.ts';
import { PHASES, schedule } from '../due.ts';
import { allHold } from '../evaluate.ts';
import { explainAll } from '../explain.ts';
import { NOW } from '../log.ts';
import { declared, isInForce, type Running } from '../running.ts';
import { silent } from '../scope.ts';
import type { EventFacts } from '../state.ts';
import { scopeOf, type View } from '../view.ts';
import { charge } from './account.ts';
import { awaitPromise, promiseFrom, sayPromised, settlePromise } from './commitments.ts';
import type { ContractState } from './state.ts';
import { firstTerm, nextTerm, type Term } from './terms.ts';

/** `contract_signed`: the contract begins now, or with its next season. */
export function sign(running: Running, name: string, at: Instant, cause: string | undefined): void {
    const contract = running.book.contracts.get(name);
    if (contract === undefined) return;
    const whyNot = reasonNotTo(running, contract, at);
    if (whyNot !== undefined) {
        say(running, contract, 'refused', undefined, whyNot, at, cause);
        return;
    }
    const term = firstTerm(contract.term, at, running.place.zone);
    begin(running, contract, { signed: at, ...term, prices: new Map() }, 'signed', at, cause);
}

/** `contract_ended`: before its term is over. What an early end costs takes the place of the shortfall. */
export function endEarly(running: Running, { fields, at, id }: EventFacts): void {
    const name = fields.get('contract');
    const state = typeof name === 'string' ? running.state.contracts.get(name) : undefined;
    if (typeof name !== 'string' || state === undefined) return;
    const contract = declared(running.book.contracts, name);
    const { earlyEnd } = contract;
    if (state.from <= at) {
        if (earlyEnd?.kind === 'amount') chargeAmount(running, contract, earlyEnd.amount, 'early end', at, id);
        else settlePromise(running, contract, state, earlyEnd?.share ?? contract.shortfall, { at, id });
    }
    running.state.contracts.delete(name);
    say(running, contract, 'ended early', { from: state.from, until: at }, 'ended before its term', at, id);
}

/** The end of a term: what is missing is charged; the contract is renewed or over. */
export function endTerm(running: Running, name: string, at: Instant): void {
    const state = running.state.contracts.get(name);
    if (state?.until !== at) return;
    const contract = declared(running.book.contracts, name);
    const isRenewed = contract.renewal !== 'never' && contract.term !== undefined && isInForce(running, at);
    const goesOn = isRenewed && contract.commitment?.per.kind !== 'term';
    if (!goesOn) settlePromise(running, contract, state, contract.shortfall, { at, id: undefined });
    if (!isRenewed || contract.term === undefined) {
        running.state.contracts.delete(name);
        say(running, contract, 'ended', state, 'its term is over', at, undefined);
        return;
    }
    const term = nextTerm(contract.term, state.signed, at, running.place.zone);
    const promised = goesOn ? state.promised : undefined;
    begin(running, contract, { signed: state.signed, ...term, prices: new Map(), promised }, 'renewed', at, undefined);
}

/** Contracts whose terms run at a moment, in the order of their declaration. */
export function contractsAt({ program, state }: Running, at: Instant): { contract: Contract; state: ContractState }[] {
    if (state.contracts.size === 0) return [];
    return program.contracts.flatMap(contract => {
        const own = state.contracts.get(contract.name);
        return own !== undefined && own.from <= at && (own.until ?? Number.POSITIVE_INFINITY) > at
            ? [{ contract, state: own }]
            : [];
    });
}

function begin(
    running: Running,
    contract: Contract,
    state: ContractState,
    change: ContractChange['change'],
    at: Instant,
    cause: string | undefined,
): void {
    const isNew = contract.commitment !== undefined && state.promised === undefined;
    const promised = isNew ? promiseFrom(running, contract, state, state.from) : state.promised;
    running.state.contracts.set(contract.name, { ...state, promised });
    if (isNew && promised !== undefined) awaitPromise(running, contract, promised);
    say(running, contract, change, state, sayTerms(running, contract), at, cause);
    if (state.until === undefined) return;
    const order = [...running.book.contracts.keys()].indexOf(contract.name);
    const task = { kind: 'end of term', contract: contract.name } as const;
    schedule(running.state.due, { at: state.until, phase: PHASES.contract, order, task });
}

function reasonNotTo(running: Running, contract: Contract, at: Instant): string | undefined {
    if (!isInForce(running, at)) return 'the program is not in force on this day';
    if (running.state.contracts.has(contract.name)) return 'it is signed already';
    const view: View = {
        at,
        asOf: NOW,
        facts: undefined,
        before: undefined,
        supposed: undefined,
        expiringOn: undefined,
        onUnknown: what => running.emit(at, undefined, { kind: 'unknown', rule: contract.name, what }),
    };
    const scope = scopeOf(running, view);
    if (allHold(contract.when, scope, running.program)) return undefined;
    return explainAll(contract.when, silent(scope), running.program);
}

function chargeAmount(
    running: Running,
    { name }: Contract,
    amount: Rational,
    why: string,
    at: Instant,
    cause: string | undefined,
): void {
    charge(running, amount.toUnits(running.program.currency.decimals, 'half up'), name, why, { at, id: cause });
}

function say(
    running: Running,
    contract: Contract,
    change: ContractChange['change'],
    term: Term | undefined,
    why: string,
    at: Instant,
    cause: string | undefined,
): void {
    const { from, until } = term ?? {};
    running.emit(at, cause, { kind: 'contract', contract: contract.name, change, from, until, why });
}

function sayTerms(running: Running, contract: Contract): string {
    const { zone } = running.place;
    const state = running.state.contracts.get(contract.name);
    const parts = [
        state === undefined ? '' : `from ${formatDate(zone.dayAt(state.from))}`,
        state?.until === undefined ? '' : `through ${formatDate(zone.dayAt(state.until - 1))}`,
        contract.commitment === undefined
            ? ''
            : `commitment ${sayPromised(running, contract.commitment, contract.commitment.amount)}`,
        contract.payment === undefined ? '' : `payment within ${contract.payment.count} ${contract.payment.unit}`,
    ];
    return parts.filter(part => part !== '').join(', ');
}
