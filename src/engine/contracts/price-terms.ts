import type { Rational } from '../../base/rational.ts';
import type { Instant } from '../../base/zone.ts';
import type { Contract } from '../../model/contract.ts';
import { holds } from '../evaluate.ts';
import { endOfValidity } from '../moments.ts';
import type { Running } from '../running.ts';
import type { Scope } from '../scope.ts';
import { contractsAt } from './signing.ts';
import type { ContractState } from './state.ts';

/** A contract that runs when an order is priced. */
export interface ContractPrices {
    readonly contract: Contract;
    /** The price that a unit of an article does not pass; undefined where none is locked. */
    readonly locked: (sku: string | undefined, line: Scope) => Rational | undefined;
}

export function contractPrices(running: Running, at: Instant): ContractPrices[] {
    return contractsAt(running, at).map(({ contract, state }) => ({
        contract,
        locked: (sku, line) => lockedPrice(running, contract, state, sku, at, line),
    }));
}

/** The lowest of the locks that hold for the line. */
function lockedPrice(
    running: Running,
    contract: Contract,
    state: ContractState,
    sku: string | undefined,
    at: Instant,
    line: Scope,
): Rational | undefined {
    let lowest: Rational | undefined;
    for (const { at: written, condition, duration } of contract.locks) {
        if (duration !== undefined && at >= endOfValidity(state.from, duration, running.place.zone)) continue;
        if (condition !== undefined && !holds(condition, line, running.program)) continue;
        const price = written ?? (sku === undefined ? undefined : startingPrice(running, state, sku));
        if (price !== undefined && (lowest === undefined || price.lt(lowest))) lowest = price;
    }
    return lowest;
}

/** What the article cost when the term began, by the list of prices; else when it was first bought in the term. */
function startingPrice({ book }: Running, { from, prices }: ContractState, sku: string): Rational | undefined {
    return book.prices.priceOf(sku, from) ?? prices.get(sku);
}

/** Remembers what articles cost when they were first bought under contracts with locked prices. */
export function notePricesPaid(
    running: Running,
    lines: readonly { readonly sku: string | undefined; readonly price: Rational }[],
    at: Instant,
): void {
    for (const { contract, state } of contractsAt(running, at)) {
        if (contract.locks.every(lock => lock.at !== undefined)) continue;
        for (const { sku, price } of lines)
            if (sku !== undefined && !state.prices.has(sku)) state.prices.set(sku, price);
    }
}
