import type { SimulationDocument } from '../../model/documents/simulation.ts';
import { money } from '../figures.ts';
import { left, right, row, type Section, tableBlock } from '../layout/page.ts';

/** Stored value: what was loaded, what became of it, and what is still owed. */
export function walletSection({ totals }: SimulationDocument): Section | undefined {
    const wallets = Object.entries(totals.wallets ?? {});
    if (wallets.length === 0) return undefined;
    const names = ['Sold', 'Topped up', 'Bonus', 'Credit', 'Used', 'Expired', 'Taken back', 'Outstanding'];
    const table = {
        caption: 'Stored value at the end',
        columns: [left('Wallet'), ...names.map(right)],
        rows: wallets.map(([name, each]) => {
            const { sold, toppedUp, bonus, credit, used, expired, takenBack, outstanding } = each;
            const amounts = [sold, toppedUp, bonus, credit, used, expired, takenBack, outstanding];
            return row(name, ...amounts.map(amount => money(amount)));
        }),
    };
    return { id: 'wallets', heading: 'Stored value', blocks: [tableBlock(table)] };
}
