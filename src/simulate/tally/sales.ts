import { addUp } from './adding.ts';
import type { HistoryTally } from './tally.ts';

/** Money in minor units of the program's currency. */
export interface SalesTotals {
    /** What members paid for goods without tax, less what they were given back. */
    readonly revenue: bigint;
    /** Goods before this program's prices; returns are not subtracted. */
    readonly gross: bigint;
    /** What was given back for goods, as it had been paid. */
    readonly returned: bigint;
    readonly purchases: number;
    readonly returns: number;
    readonly months: readonly { readonly revenue: bigint; readonly activeMembers: number }[];
}

/** What was bought and given back. A member is active in a month in which they buy. */
export interface SalesTally extends HistoryTally {
    readonly totals: () => SalesTotals;
}

export function createSalesTally(monthCount: number): SalesTally {
    const sums = { revenue: 0n, gross: 0n, returned: 0n, purchases: 0, returns: 0 };
    const months = Array.from({ length: monthCount }, () => ({ revenue: 0n, activeMembers: 0 }));
    return {
        hears: ['purchase', 'return'],
        ofHistory: true,
        open: () => memberSales(sums, months),
        count({ rows, month }) {
            const { buy, giveBack } = memberSales(sums, months);
            for (let n = rows.begin; n < rows.end; n++) {
                if (rows.isPurchase(n)) buy(BigInt(rows.gross(n)), BigInt(rows.net(n)), month(n));
                else if (rows.isReturn(n)) giveBack(BigInt(rows.givenBack(n)), BigInt(rows.netBack(n)), month(n));
            }
        },
        counted: () => ({ sums, months }),
        add(other: { readonly sums: typeof sums; readonly months: typeof months }) {
            addUp(sums, other.sums);
            addUp(months, other.months);
        },
        totals: () => ({ ...sums, months }),
    };
}

interface Month {
    revenue: bigint;
    activeMembers: number;
}

function memberSales(
    sums: { revenue: bigint; gross: bigint; returned: bigint; purchases: number; returns: number },
    months: readonly Month[],
): ReturnType<HistoryTally['open']> & {
    readonly buy: (gross: bigint, net: bigint, month: number) => void;
    readonly giveBack: (paid: bigint, net: bigint, month: number) => void;
} {
    const active = new Set<number>();
    const earn = (net: bigint, month: Month): void => {
        sums.revenue += net;
        month.revenue += net;
    };
    const buy = (gross: bigint, net: bigint, index: number): void => {
        const month = months[index];
        if (month === undefined) return;
        earn(net, month);
        sums.gross += gross;
        sums.purchases++;
        if (!active.has(index)) month.activeMembers++;
        active.add(index);
    };
    const giveBack = (paid: bigint, net: bigint, index: number): void => {
        const month = months[index];
        if (month === undefined) return;
        earn(-net, month);
        sums.returned += paid;
        sums.returns++;
    };
    return {
        buy,
        giveBack,
        take(outcome, index) {
            if (outcome.kind === 'purchase') buy(outcome.gross, outcome.net, index);
            else if (outcome.kind === 'return') giveBack(outcome.paid, outcome.net, index);
        },
        close() {},
    };
}
