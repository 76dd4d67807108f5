import type { LawBreach } from '../model/documents/simulation.ts';
import { availableIn, type LedgerState, pendingIn } from './ledger.ts';
import type { PricedResult } from './prices/request.ts';
import { accountOf, ledgerIn, type Running } from './running.ts';

/** What must hold for every order: line shares add up to the order, and nobody is paid for buying. */
export function checkOrder({ state, breaches }: Running, cause: string, priced: PricedResult): void {
    let [paid, gross, net] = [0n, 0n, 0n];
    const say = (detail: string): void => {
        breaches.push({ law: 'line shares add up', member: state.member, detail: `${cause}: ${detail}` });
    };
    for (const line of priced.lines) {
        paid += line.paid;
        gross += line.gross;
        net += line.net;
        let discounts = 0n;
        for (const { amount } of line.discounts) discounts += amount;
        if (line.gross - discounts !== line.paid)
            say(`line ${line.index} of ${line.gross} less ${discounts} is not ${line.paid}`);
    }
    if (paid !== priced.paid || gross !== priced.gross || net !== priced.net)
        say(`lines come to ${paid}, the order to ${priced.paid}`);
    if (gross - priced.discount !== paid) say(`${gross} less ${priced.discount} is not ${paid}`);
}

/** issued + received = available + pending + spent + expired + taken back + sent, for each balance; no lot below zero. */
export function checkLedgers(running: Running): LawBreach[] {
    const { member, ledgers } = running.state;
    const shared = [...running.book.points.values()].flatMap(({ name }): [string, LedgerState][] => {
        const account = accountOf(running, name);
        return account === undefined ? [] : [[name, ledgerIn(running, name, account)]];
    });
    return [...ledgers, ...shared].flatMap(([points, ledger]) => checkLedger(member, points, ledger));
}

function checkLedger(member: string, points: string, ledger: LedgerState): LawBreach[] {
    const [available, pending] = [availableIn(ledger), pendingIn(ledger)];
    const { issued, spent, expired, takenBack, received, sent, debt } = ledger;
    const breaches: LawBreach[] = [];
    if (issued + received !== available + pending + spent + expired + takenBack + sent) {
        const detail = `${points}: issued ${issued} + received ${received} is not available ${available} + pending ${pending} + spent ${spent} + expired ${expired} + taken back ${takenBack} + sent ${sent}`;
        breaches.push({ law: 'points are conserved', member, detail });
    }
    const isNegative =
        [...ledger.lots.values()].some(({ left }) => left < 0n) || debt < 0n || spent < 0n || takenBack < 0n;
    if (isNegative) breaches.push({ law: 'no lot is below zero', member, detail: points });
    return breaches;
}
