import { bonusRule } from '../../model/wallet.ts';
import type { Row } from './defaults.ts';

/** Of balances that members share, of points that they give to each other, and of wallets. */
export const sharingRows: readonly Row[] = [
    {
        kind: 'points',
        holds: 'Who leaves the group takes along what is left of the points that were earned.',
        otherwise: 'leaving leaves points',
        clause: /leaving/,
        concerns: program => program.points.filter(it => it.pool?.leaving === 'takes points'),
    },
    {
        kind: 'points',
        holds: 'Points that were given to another member keep their expiry.',
        otherwise: 'transfer to members { expiry anew }',
        clause: /expiry/,
        concerns: program => program.points.filter(it => it.transfer?.expiry === 'kept' && it.expiry.kind !== 'never'),
    },
    {
        kind: 'wallet',
        holds: 'Its money earns when it is used, not when it is sold.',
        otherwise: 'earns when sold',
        clause: /earns/,
        concerns: program => (program.wallets ?? []).filter(it => it.earns === 'when used'),
    },
    {
        kind: 'wallet',
        holds: 'A return gives back to it the share that was paid from it.',
        otherwise: 'refund first',
        clause: /refund/,
        concerns: program => (program.wallets ?? []).filter(it => it.refunds === 'pro rata'),
    },
    {
        kind: 'wallet',
        holds: 'A bonus is used in its turn, by its days, as what was paid in.',
        otherwise: 'spend bonus last',
        clause: /spend\s+bonus/,
        concerns: ({ wallets = [] }) =>
            wallets.filter(({ name, bonuses, account: { spendThose = [] } }) => {
                const isPlaced = spendThose.some(({ rules }) => rules.includes(bonusRule(name)));
                return bonuses.length > 0 && !isPlaced;
            }),
    },
    {
        kind: 'wallet',
        holds: 'Credit that rules give is given out, and not kept in it.',
        otherwise: 'holds credit',
        clause: /holds/,
        concerns: ({ wallets = [] }) => (wallets.some(it => it.holdsCredit) ? [] : wallets),
    },
    {
        kind: 'wallet',
        holds: 'Its money never expires.',
        otherwise: 'expire after 36 months',
        clause: /expire/,
        concerns: program => (program.wallets ?? []).filter(it => it.account.expiry.kind === 'never'),
    },
];
