import { expect, test } from 'vitest';
import { story } from './support/story.ts';

const MEMBERS = ['member', { from: 'members.csv', columns: { id: 'id', joined: 'joined', city: 'city' } }] as const;
const PURCHASES = [
    'purchase',
    {
        from: 'purchases.csv',
        columns: { member: 'member', time: 'at', order: 'order', sku: 'sku', quantity: 'qty', price: 'price' },
    },
] as const;
const PURCHASE_HEADER = 'member,at,order,sku,qty,price\n';
const CITY = { member: { city: 'text' } } as const;

test('members come in the order of their ids, what happened to them in the order of time', async () => {
    const files = {
        'members.csv': 'id,joined,city\nbob,2026-02-01,Bonn\nann,2026-01-05,\n',
        'purchases.csv':
            PURCHASE_HEADER +
            'bob,2026-03-05 10:00,B1,TEA,1,3.10\n' +
            'ann,2026-03-04 10:00,A2,TEA,2,3.10\n' +
            'ann,2026-03-02 14:05,A1,LATTE,2,4.50\n',
    };
    expect(await story({ files, program: CITY, sources: [MEMBERS, PURCHASES] })).toEqual([
        'ann joined 2026-01-05',
        '  2026-03-02 14:05 purchase A1: 2 x LATTE at 4.5',
        '  2026-03-04 10:00 purchase A2: 2 x TEA at 3.1',
        'bob joined 2026-02-01 city=Bonn',
        '  2026-03-05 10:00 purchase B1: 1 x TEA at 3.1',
    ]);
});

test('rows of one order are one purchase, wherever they stand, at the time of the earliest', async () => {
    const rows = [
        'ann,2026-03-02 14:06,A1,TEA,1,3',
        'ann,2026-03-02 14:05,A2,BUN,1,2',
        'ann,2026-03-02 14:04,A1,CUP,1,9',
    ];
    const files = { 'purchases.csv': `${PURCHASE_HEADER}${rows.join('\n')}` };
    expect(await story({ files, sources: [PURCHASES] })).toEqual([
        'ann',
        '  2026-03-02 14:04 purchase A1: 1 x TEA at 3, 1 x CUP at 9',
        '  2026-03-02 14:05 purchase A2: 1 x BUN at 2',
    ]);
});

test('lines follow their numbers, those without one come last', async () => {
    const rows = [
        'ann,2026-03-02,A1,C,1,1,10',
        'ann,2026-03-02,A1,D,1,1,',
        'ann,2026-03-02,A1,A,1,1,2',
        'ann,2026-03-02,A1,B,1,1,9',
    ];
    const files = { 'purchases.csv': `member,at,order,sku,qty,price,no\n${rows.join('\n')}\n` };
    const [, sketch] = PURCHASES;
    const sources = [['purchase', { ...sketch, columns: { ...sketch.columns, line: 'no' } }]] as const;
    expect(await story({ files, sources })).toEqual([
        'ann',
        '  2026-03-02 00:00 purchase A1: 1 x A at 1, 1 x B at 1, 1 x C at 1, 1 x D at 1',
    ]);
});

test('the same order number of two members is two orders, and without a number each row is a purchase', async () => {
    const rows = [
        'ann,2026-03-02,1,TEA,1,3',
        'bob,2026-03-02,1,TEA,1,3',
        'ann,2026-03-02,,TEA,1,3',
        'ann,2026-03-02,,TEA,1,3',
    ];
    const files = { 'purchases.csv': `${PURCHASE_HEADER}${rows.join('\n')}\n` };
    expect(await story({ files, sources: [PURCHASES] })).toEqual([
        'ann',
        '  2026-03-02 00:00 purchase 1: 1 x TEA at 3',
        '  2026-03-02 00:00 purchase: 1 x TEA at 3',
        '  2026-03-02 00:00 purchase: 1 x TEA at 3',
        'bob',
        '  2026-03-02 00:00 purchase 1: 1 x TEA at 3',
    ]);
});

test('returns of one order on two days are two returns, on one moment one', async () => {
    const files = {
        'returns.csv': 'm,at,o,sku,q\nann,2026-03-05,A1,TEA,1\nann,2026-03-09,A1,TEA,1\nann,2026-03-05,A1,CUP,1\n',
    };
    const columns = { member: 'm', time: 'at', order: 'o', sku: 'sku', quantity: 'q' };
    expect(await story({ files, sources: [['return', { from: 'returns.csv', columns }]] })).toEqual([
        'ann',
        '  2026-03-05 00:00 return A1: 1 x TEA at 0, 1 x CUP at 0',
        '  2026-03-09 00:00 return A1: 1 x TEA at 0',
    ]);
});

test('an amount is divided by its quantity exactly; no quantity is one', async () => {
    const files = { 'p.csv': 'm,at,q,amount\nann,2026-03-01,3,10.00\nann,2026-03-02,0,5\nann,2026-03-03,,7.5\n' };
    const columns = { member: 'm', time: 'at', quantity: 'q', amount: 'amount' };
    expect(await story({ files, sources: [['purchase', { from: 'p.csv', columns }]] })).toEqual([
        'ann',
        '  2026-03-01 00:00 purchase: 3 x ? at 10/3',
        '  2026-03-02 00:00 purchase: 1 x ? at 5',
        '  2026-03-03 00:00 purchase: 1 x ? at 7.5',
    ]);
});

test('what was paid for a line is its price, and the price that goes with it the list price', async () => {
    const files = {
        'p.csv': 'm,at,q,price,paid\nann,2026-03-01,2,5,8.00\nann,2026-03-02,2,5,yes\nann,2026-03-03,2,5,no\n',
    };
    const columns = { member: 'm', time: 'at', quantity: 'q', price: 'price', paid: 'paid' };
    expect(await story({ files, sources: [['purchase', { from: 'p.csv', columns }]] })).toEqual([
        'ann',
        '  2026-03-01 00:00 purchase: 2 x ? at 4 paid list_price=5',
        '  2026-03-02 00:00 purchase: 2 x ? at 5 paid',
        '  2026-03-03 00:00 purchase: 2 x ? at 5',
    ]);
});

test('every part of an order is read: cost, tax, gift cards sold and used, credit, shipping, rewards', async () => {
    const header = 'm,at,o,sku,price,cost,tax,sold,used,credit,ship,reward,times\n';
    const rows = [
        'ann,2026-03-01,A1,TEA,3,1.2,7%,no,5,2.50,4.99,Cup,2',
        'ann,2026-03-01,A1,CARD,25,,0.19,yes,5,2.50,4.99,Cup,2',
    ];
    const columns = { member: 'm', time: 'at', order: 'o', sku: 'sku', price: 'price', cost: 'cost', tax: 'tax' };
    const more = { credit: 'credit', shipping: 'ship', reward: 'reward', times: 'times' };
    const flag = { from: 'p.csv', columns: { ...columns, ...more, gift_card: 'sold' } };
    const files = { 'p.csv': header + rows.join('\n') };
    expect(await story({ files, program: { rewards: ['Cup'] }, sources: [['purchase', flag]] })).toEqual([
        'ann',
        '  2026-03-01 00:00 purchase A1 shipping 499 gift card 0 credit 250 redeems 2 Cup: 1 x TEA at 3 cost 1.2 tax 0.07, 1 x CARD at 25 tax 0.19 gift card',
    ]);
    const used = { from: 'p.csv', columns: { ...columns, gift_card: 'used' } };
    expect(await story({ files, sources: [['purchase', used]] })).toEqual([
        'ann',
        '  2026-03-01 00:00 purchase A1 gift card 500 credit 0: 1 x TEA at 3 cost 1.2 tax 0.07, 1 x CARD at 25 tax 0.19',
    ]);
});

test("the author's own fields of items, events and members have their types", async () => {
    const program = {
        member: { birthday: 'date', consent: 'set of email, sms', vip: 'truth' },
        item: { category: 'one of coffee, pastry' },
        events: { purchase: { channel: 'one of store, app' }, review: { rating: 'number', share: 'percent' } },
    };
    const files = {
        'members.csv': 'id,born,consent,vip\nann,1990-02-28,sms|email,yes\nbob,,,\n',
        'p.csv': 'm,at,o,cat,ch,price\nann,2026-03-01,1,coffee,,3\nann,2026-03-01,1,pastry,app,2\n',
        'r.csv': 'm,at,stars,part\nann,2026-03-02T10:00:00Z,5,12.5%\n',
    };
    const sources = [
        ['member', { from: 'members.csv', columns: { id: 'id', birthday: 'born', consent: 'consent', vip: 'vip' } }],
        [
            'purchase',
            {
                from: 'p.csv',
                columns: { member: 'm', time: 'at', order: 'o', category: 'cat', channel: 'ch', price: 'price' },
            },
        ],
        ['review', { from: 'r.csv', columns: { member: 'm', time: 'at', rating: 'stars', share: 'part' } }],
    ] as const;
    expect(await story({ files, program, sources })).toEqual([
        'ann birthday=1990-02-28 consent={sms,email} vip=true',
        '  2026-03-01 00:00 purchase 1 channel=app: 1 x ? at 3 category=coffee, 1 x ? at 2 category=pastry',
        '  2026-03-02 11:00 review rating=5 share=0.125',
        'bob',
    ]);
});

test('one file holds purchases and refunds: filters part them and refunds turn their sign', async () => {
    const files = {
        'events.csv':
            'm,at,type,sku,q,amount\nann,2026-03-01,purchase,TEA,2,6\nann,2026-03-02,refund,TEA,-1,-3\nann,2026-03-03,void,TEA,1,3\n',
    };
    const columns = { member: 'm', time: 'at', sku: 'sku', quantity: 'q', amount: 'amount' };
    const negated = { ...columns, quantity: '-q', amount: '-amount' };
    const sources = [
        ['purchase', { from: 'events.csv', where: ['type is purchase'], columns }],
        ['return', { from: 'events.csv', where: ['type in refund, chargeback', 'sku is not CUP'], columns: negated }],
    ] as const;
    expect(await story({ files, sources })).toEqual([
        'ann',
        '  2026-03-01 00:00 purchase: 2 x TEA at 3',
        '  2026-03-02 00:00 return: 1 x TEA at 3',
        "# 1 row of 'events.csv' fitted no source of the dataset.",
    ]);
});

test('an id counts once, the first row wins; numbers of two kinds of events do not mix', async () => {
    const files = {
        'p.csv':
            'id,m,at,price\n1,ann,2026-03-01,3\n2,ann,2026-03-02,4\n1,ann,2026-03-03,5\n,ann,2026-03-04,6\n,ann,2026-03-05,7\n',
        'r.csv': 'id,m,at\n1,ann,2026-03-06\n',
    };
    const sources = [
        ['purchase', { from: 'p.csv', columns: { id: 'id', member: 'm', time: 'at', price: 'price' } }],
        ['return', { from: 'r.csv', columns: { id: 'id', member: 'm', time: 'at' } }],
    ] as const;
    expect(await story({ files, sources })).toEqual([
        'ann',
        '  2026-03-01 00:00 purchase: 1 x ? at 3',
        '  2026-03-02 00:00 purchase: 1 x ? at 4',
        '  2026-03-04 00:00 purchase: 1 x ? at 6',
        '  2026-03-05 00:00 purchase: 1 x ? at 7',
        '  2026-03-06 00:00 return: 1 x ? at 0',
        '# 1 row repeated an id and did not count again.',
    ]);
});

test('a file that is the target of a pattern joins the others in the order of names', async () => {
    const row = (sku: string): string => `${PURCHASE_HEADER}ann,2026-03-01,${sku},${sku},1,1\n`;
    const files = {
        'y/2026-02.csv': row('B'),
        'y/2026-01.csv': row('A'),
        'y/deep/2026-03.csv': row('C'),
        'y/notes.txt': '',
    };
    const [, sketch] = PURCHASES;
    const lines = (from: string): Promise<string[]> => story({ files, sources: [['purchase', { ...sketch, from }]] });
    expect(await lines('y/*.csv')).toEqual([
        'ann',
        '  2026-03-01 00:00 purchase A: 1 x A at 1',
        '  2026-03-01 00:00 purchase B: 1 x B at 1',
    ]);
    expect(await lines('y/**/2026-0?.csv')).toHaveLength(4);
});
