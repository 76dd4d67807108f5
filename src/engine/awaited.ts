import { sayLot } from './lapse.ts';
import { type Lot, release } from './ledger.ts';
import { accountOf, ledgerOf, type Running } from './running.ts';
import type { EventFacts } from './state.ts';

/** Lots that wait for this event can be used: those of the order that it names, else all. Debt is filled first. */
export function releaseBy(running: Running, { event, fields, at }: EventFacts): void {
    if (!running.book.awaitedEvents.has(event)) return;
    const order = fields.get('order');
    const own = typeof order === 'string' ? lotsOf(running, order) : undefined;
    for (const { name } of running.program.points) {
        const account = accountOf(running, name);
        const isMeant = ({ awaits, available, number }: Lot): boolean =>
            awaits === event && available !== undefined && (own === undefined || own.has(`${name} ${number}`));
        const ledger = ledgerOf(running, name);
        for (const lot of [...ledger.lots.values()].filter(isMeant)) {
            const amount = release(ledger, lot);
            if (amount > 0n) sayLot(running, 'released', { points: name, lot: lot.number, account }, lot, amount, at);
        }
    }
}

function lotsOf({ state }: Running, order: string): ReadonlySet<string> {
    const given = state.orders.filter(each => each.order === order).flatMap(record => record.given);
    return new Set(given.flatMap(({ unit, lot }) => (lot === undefined ? [] : [`${unit} ${lot}`])));
}
