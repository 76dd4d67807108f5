import type { Clause, TermsSection } from '../../model/documents/terms.ts';
import { bonusRule, type Wallet } from '../../model/wallet.ts';
import { noteOf } from './note.ts';
import { sayDuration, sayMoney, sayPercent, sentence } from './words/amounts.ts';
import { sayExpiry } from './words/expiry.ts';
import { sayLimit } from './words/limits.ts';
import type { Words } from './words/vocabulary.ts';

export function walletSection(words: Words): TermsSection | undefined {
    const { wallets = [] } = words.program;
    if (wallets.length === 0) return undefined;
    return {
        id: 'wallets',
        heading: 'Money that you keep with us',
        clauses: wallets.map(each => walletClause(each, words)),
        tables: [],
    };
}

function walletClause(wallet: Wallet, words: Words): Clause {
    const { account, bonuses, earns, refunds, holdsCredit } = wallet;
    const { program } = words;
    const money = (amount: Wallet['bonuses'][number]['from']): string =>
        sayMoney(amount, program.currency.code, program);
    return {
        title: words.titleOf(wallet.name),
        ...noteOf(wallet),
        sentences: [
            'It is a means of payment: what you pay with it lowers what is left to pay, and no price.',
            sentence(
                `what you load ${sayExpiry(account.expiry)
                    .replace('after they were earned', 'after it was loaded')
                    .replace(/^are\b/, 'is')
                    .replace(/^do not expire/, 'does not expire')}`,
            ),
            ...bonuses.map(({ from, value, expiring }) => {
                const bonus = value.kind === 'share' ? sayPercent(value.rate) : money(value.amount);
                return `Who loads ${money(from)} or more gets ${bonus} on top${expiring === undefined ? '' : `, valid for ${sayDuration(expiring)}`}.`;
            }),
            ...(account.spendThose ?? []).map(({ rules, place }) =>
                sayPlace(rules.includes(bonusRule(wallet.name)), place),
            ),
            ...account.limits.map(limit => sentence(`you can load ${sayLimit(limit, words)}`)),
            EARNS[earns],
            REFUNDS[refunds],
            ...(holdsCredit ? ['Credit that we give you is put into it.'] : []),
        ],
    };
}

function sayPlace(isBonus: boolean, place: 'first' | 'last'): string {
    const what = isBonus ? 'the bonus' : 'credit that we give you';
    return sentence(`${what} is used ${place === 'first' ? 'before' : 'after'} all else`);
}

const EARNS: Readonly<Record<Wallet['earns'], string>> = {
    'when used': 'You earn when you pay with it, not when you load it.',
    'when sold': 'You earn when you load it, not when you pay with it.',
    nothing: 'What you pay with it earns nothing.',
};

const REFUNDS: Readonly<Record<Wallet['refunds'], string>> = {
    'pro rata': 'When goods come back that were paid with it, its share goes back into it.',
    first: 'When goods come back that were paid with it, money goes back into it first.',
    last: 'When goods come back, money goes back into it last.',
    never: 'When goods come back, nothing goes back into it.',
};
