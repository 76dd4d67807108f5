import { formatDate } from '../../base/calendar.ts';
import { groupDigits } from '../../base/text.ts';
import type { Instant, Zone } from '../../base/zone.ts';
import { SOMETIME } from '../../engine/ledger.ts';
import type { Outcome, Posting } from '../../model/outcome.ts';
import { pointsText } from '../figures/text.ts';
import type { Did } from './lines.ts';
import type { Telling } from './narrator.ts';
import { walletSentence } from './wallets.ts';

/** One sentence for all that moved in the same way for the same reason, whatever lots it came from. */
export function postingSentences(postings: readonly (Outcome & Posting)[], telling: Telling): Did[] {
    const groups = Map.groupBy(postings, ({ flow, points, rule, available, lot, other }) => {
        const owner = flow === 'released' || flow === 'expired' ? '' : (other ?? rule);
        return [
            flow,
            points,
            owner,
            flow === 'issued' ? available : '',
            flow === 'taken back' && lot === undefined,
        ].join('\n');
    });
    return [...groups.values()].flatMap(group => sentence(group, telling));
}

function sentence(group: readonly (Outcome & Posting)[], { program, zone }: Telling): Did[] {
    const [first] = group;
    const wallet = (program.wallets ?? []).find(({ name }) => name === first?.points);
    if (first !== undefined && wallet !== undefined) return walletSentence(first, group, wallet, { program, zone });
    const points = program.points.find(({ name }) => name === first?.points);
    if (first === undefined || points === undefined) return [];
    const sum = group.reduce((total, { amount }) => total + amount, 0n);
    const amount = `${groupDigits(pointsText(sum, points))} ${points.name}`;
    return [
        {
            text: `${said(first, amount, zone)}${limited(group)}.`,
            ...(first.flow === 'issued' ? { rule: first.rule } : {}),
        },
    ];
}

function usableFrom(available: Instant | undefined, zone: Zone): string {
    if (available === undefined) return 'usable at once';
    return available >= SOMETIME ? 'pending until what they wait for happens' : `usable from ${day(available, zone)}`;
}

function said(posting: Posting, amount: string, zone: Zone): string {
    const { flow, rule, lot, available, expires, account, other } = posting;
    const by = rule === undefined || rule === '' ? '' : ` by ${rule}`;
    switch (flow) {
        case 'issued': {
            const usable = usableFrom(available, zone);
            const valid = expires === undefined ? '' : `, valid through ${day(expires - 1, zone)}`;
            return `Earned ${amount}${by}, ${usable}${valid}`;
        }
        case 'released':
            return `${amount} became available`;
        case 'spent':
            return `Spent ${amount}${rule === undefined ? '' : ` on ${rule}`}`;
        case 'expired':
            return `${amount} expired`;
        case 'taken back':
            if (lot === undefined) return `${amount} are owed: they should be taken back and were not there`;
            return `${amount}${rule === undefined || rule === '' ? '' : ` of ${rule}`} taken back`;
        case 'restored':
            return `${amount} came back${rule === undefined ? '' : `, as what they bought by ${rule} was given back`}`;
        case 'reinstated':
            return `${amount} that had expired came back${expires === undefined ? '' : `, valid through ${day(expires - 1, zone)}`}`;
        case 'forgiven':
            return `${amount} forgiven: they should be taken back and were not there`;
        case 'sent':
            if (other === undefined) return `Took ${amount} out of ${sayAccount(account)}`;
            return `Sent ${amount} to ${other}`;
        case 'received':
            if (other === undefined) return `Brought ${amount} into ${sayAccount(account)}`;
            return `Received ${amount} from ${other}`;
    }
}

/** Points that a member takes along. */
const sayAccount = (account: string | undefined): string =>
    account === undefined ? 'a balance of one’s own' : `the balance of ${account}`;

function limited(group: readonly Posting[]): string {
    const limits = [...new Set(group.flatMap(({ limitedBy }) => limitedBy ?? []))];
    return limits.length === 0 ? '' : `, clipped by ${limits.join(' and ')}`;
}

const day = (at: Instant, zone: Zone): string => formatDate(zone.dayAt(at));
