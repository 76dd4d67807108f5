import { check } from './define.ts';

export const walletCurrency = check({
    code: 'wallet/currency',
    severity: 'error',
    title: 'A wallet in a currency in which nothing is bought',
    explanation:
        'Orders are paid in the first currency of the program. A wallet in another one could not pay for anything.',
    bad: 'program P {\n  currency EUR, USD\n  timezone "Europe/Berlin"\n}\nwallet Card in «USD» { expire after 36 months }',
    good: 'program P {\n  currency EUR, USD\n  timezone "Europe/Berlin"\n}\nwallet Card in EUR { expire after 36 months }',
    fixable: true,
    message: (wallet: string, currency: string, found: string) =>
        `The wallet '${wallet}' must be in ${currency}, in which orders are paid, not in ${found}.`,
});

export const whichWallet = check({
    code: 'wallet/which',
    severity: 'error',
    title: 'Money in a wallet that is not named',
    explanation: 'Where a program has several wallets, a test says which one is meant: wallet 20 EUR in GiftCard.',
    bad: 'wallet GiftCard { expire never }\nwallet Prepaid { expire never }\ntest "t" {\n  member ann\n  2026-01-05 ann: topped_up 20 EUR wallet = "Prepaid"\n  «expect ann wallet 20 EUR»\n}',
    good: 'wallet GiftCard { expire never }\nwallet Prepaid { expire never }\ntest "t" {\n  member ann\n  2026-01-05 ann: topped_up 20 EUR wallet = "Prepaid"\n  expect ann wallet 20 EUR in Prepaid\n}',
    fixable: false,
    severalAnswers: 'any of the wallets can be meant',
    message: (text: string, wallets: string) =>
        `'${text}' must say which wallet is meant${wallets === '' ? '; the program declares none' : `: in ${wallets}`}.`,
});

export const creditTwice = check({
    code: 'wallet/credit-twice',
    severity: 'error',
    title: 'Two wallets that hold credit',
    explanation: 'What rules give as credit is put into one wallet.',
    bad: 'wallet Credit { holds credit }\nwallet Other { «holds credit» }',
    good: 'wallet Credit { holds credit }\nwallet Other { expire after 36 months }',
    fixable: true,
    message: (wallet: string, other: string) => `'${wallet}' must not hold credit: '${other}' does.`,
});

export const notAMeans = check({
    code: 'wallet/means',
    severity: 'error',
    title: 'No means of payment',
    explanation:
        'A means of payment is a wallet, or a field of a purchase that says how much money was paid with it: cash, card, gift_card, credit, or one of your own. What the order comes to is worked out and is none.',
    bad: 'test "t" {\n  member ann\n  2026-01-05 ann: purchase 20 EUR paid with «units 5 EUR»\n  expect ann pays 20 EUR\n}',
    good: 'test "t" {\n  member ann\n  2026-01-05 ann: purchase 20 EUR paid with cash 5 EUR\n  expect ann pays 20 EUR\n}',
    fixable: false,
    severalAnswers: 'any means of payment can be meant',
    message: (name: string) =>
        `'${name}' must be a means of payment: a wallet, or money that a purchase was paid with.`,
});
