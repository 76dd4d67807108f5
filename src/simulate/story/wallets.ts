import { formatDate } from '../../base/calendar.ts';
import type { Posting } from '../../model/outcome.ts';
import type { Wallet } from '../../model/wallet.ts';
import { sayMinor } from '../say.ts';
import type { Did } from './lines.ts';
import type { Telling } from './narrator.ts';

/** What moved in a wallet for one reason. */
export function walletSentence(
    first: Posting,
    group: readonly Posting[],
    { name }: Wallet,
    { program, zone }: Pick<Telling, 'program' | 'zone'>,
): Did[] {
    const sum = group.reduce((total, { amount }) => total + amount, 0n);
    const amount = sayMinor(sum, program);
    const what = first.rule?.split(' ')[0] ?? '';
    const valid = first.expires === undefined ? '' : `, valid through ${formatDate(zone.dayAt(first.expires - 1))}`;
    return [{ text: `${said(first, what, amount, name, valid)}.` }];
}

function said({ flow, lot }: Posting, what: string, amount: string, wallet: string, valid: string): string {
    switch (flow) {
        case 'issued':
            return `${amount} loaded on ${wallet}${what === '' ? '' : ` (${what})`}${valid}`;
        case 'spent':
            return `Paid ${amount} from ${wallet}`;
        case 'restored':
            return `${amount} given back to ${wallet}`;
        case 'expired':
            return `${amount} on ${wallet} expired`;
        case 'taken back':
            if (lot === undefined)
                return `${amount} of ${wallet} are owed: they should be taken back and were not there`;
            return `${amount} of ${wallet} taken back`;
        case 'sent':
            return `Took ${amount} of ${wallet} along`;
        case 'received':
            return `Brought ${amount} into ${wallet}`;
        case 'reinstated':
        case 'released':
            return `${amount} on ${wallet} became available`;
        case 'forgiven':
            return `${amount} of ${wallet} forgiven`;
    }
}
