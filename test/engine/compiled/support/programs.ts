import fc from 'fast-check';

/** Texts of programs, most of them within what is compiled, some with a part that is not. */
export const programs: fc.Arbitrary<string> = fc
    .record({
        zone: fc.constantFrom('UTC', 'Europe/Berlin'),
        star: fc.record({
            round: fc.constantFrom('down', 'up', 'half up', 'half even', 'half odd', 'lower', 'half higher'),
            decimals: fc.constantFrom(0, 0, 1),
            pending: fc.constantFrom('', 'pending 5 days', 'pending 11 days'),
            expire: fc.constantFrom(
                '',
                'expire after 40 days',
                'expire after 2 months at end of month',
                'expire on 31 March',
            ),
            rest: fc.constantFrom('', 'spend oldest first', 'return keeps points', 'debt forgiven'),
        }),
        mile: fc.constantFrom('', 'points Mile { decimals 2 round half up }'),
        ladder: fc.option(
            fc.record({
                by: fc.constantFrom('last 60 days', 'last 2 months', 'calendar quarter', 'lifetime'),
                review: fc.constantFrom(
                    '',
                    'review monthly on 1',
                    'review quarterly',
                    'review weekly on Monday',
                    'review on anniversary',
                    'review on anniversary of joining',
                ),
                downgrade: fc.constantFrom(
                    '',
                    'downgrade to what is met',
                    'downgrade stepwise',
                    'downgrade immediately',
                ),
                grace: fc.constantFrom('', 'grace 10 days'),
                more: fc.constantFrom('', 'return lowers tier immediately'),
                gold: fc.constantFrom('from 250 EUR', 'from 250 EUR or visits over last 30 days >= 4', 'by invitation'),
            }),
        ),
        earns: fc.uniqueArray(fc.nat(16), { minLength: 1, maxLength: 5 }),
        choice: fc.constantFrom('', '', 'best', 'first'),
        triggers: fc.uniqueArray(fc.nat(16), { maxLength: 4 }),
        prices: fc.uniqueArray(fc.nat(9), { maxLength: 3 }),
        group: fc.constantFrom('best', 'first', 'exclusive', 'in turn'),
        budget: fc.constantFrom(
            '',
            'budget Cap { covers Base at most 30 Star per member per month }',
            'budget Big { covers Base, Reaction15 at most 100000 EUR per month }',
        ),
        outside: fc.constantFrom(
            '',
            '',
            '',
            '',
            'price Half on item { discount 50% }',
            'points Old { expire after 3 months inactive }',
        ),
    })
    .map(textOf);

interface Drawn {
    readonly zone: string;
    readonly star: {
        readonly round: string;
        readonly decimals: number;
        readonly pending: string;
        readonly expire: string;
        readonly rest: string;
    };
    readonly mile: string;
    readonly ladder: {
        readonly by: string;
        readonly review: string;
        readonly downgrade: string;
        readonly grace: string;
        readonly more: string;
        readonly gold: string;
    } | null;
    readonly earns: readonly number[];
    readonly choice: string;
    readonly triggers: readonly number[];
    readonly prices: readonly number[];
    readonly group: string;
    readonly budget: string;
    readonly outside: string;
}

function textOf({ zone, star, mile, ladder, earns, choice, triggers, prices, group, budget, outside }: Drawn): string {
    const points = [star.pending, star.expire, star.rest].filter(each => each !== '').join('\n  ');
    return `program P "P" { currency EUR timezone "${zone}" channels email }
member { birthday : date }
item { category : one of tea, cake }
event review { rating : number }
points Star {
  worth 0.01 EUR
  decimals ${star.decimals}
  round ${star.round}
  ${points}
}
${mile}
${ladderText(ladder)}
earn Base on purchase { give 1 Star per 1 EUR }
${earns.map(index => earnText(index, mile !== '', ladder !== null)).join('\n')}
${choice === '' || earns.length < 2 ? '' : `combine ${earns.map(index => `Rule${index}`).join(', ')}: ${choice}`}
${triggers.map(index => triggerText(index, ladder, star.expire !== '')).join('\n')}
reward Cup { costs 15 Star give "a cup" worth 1 EUR }
${prices.map(index => priceText(index, ladder !== null)).join('\n')}
${groupText(prices, group)}
${triggers.includes(15) ? budget : budget.replace(', Reaction15', '')}
${outside}
`;
}

function ladderText(ladder: Drawn['ladder']): string {
    if (ladder === null) return '';
    const { by, review, downgrade, grace, more, gold } = ladder;
    const isReviewed = review !== '';
    const clauses = [review, downgrade, isReviewed ? grace : '', more].filter(each => each !== '');
    return `tiers Level {
  qualify by spend over ${by}
  ${clauses.join('\n  ')}
  tier Low
  tier Mid from 80 EUR
  tier Gold ${gold}
}`;
}

function earnText(index: number, hasMile: boolean, hasLadder: boolean): string {
    const other = hasMile ? 'Mile' : 'Star';
    const name = `Rule${index}`;
    const rules = [
        'on item { where category is tea give 2 Star per whole 3 EUR }',
        'on purchase { where category is cake give 1 Star per 2 EUR limit 25 Star per member per month }',
        `on purchase { give 30% of ${hasLadder ? 'Base if Level is at least Mid' : 'Base'} }`,
        'on first purchase { give 20 Star }',
        `on review { when review.rating >= 3 give 3 ${other} limit 2 times per member per rolling 10 days }`,
        `on purchase { during weekends give 0.5 ${other} per 1 EUR round half up }`,
        'on purchase { give 10% of rounded Base round up }',
        'on item { give 1 Star if category is tea give 0.5 Star if category is not tea limit 3 Star per event }',
        'on purchase { when spend over last 30 days >= 50 EUR give 4 Star at most 3 Star else }'.replace(' else', ''),
        'on purchase { when purchase.net between 10 EUR and 60 EUR during 09:00 to 15:00 give 1 Star per 5 EUR }',
        'on item { where category is tea give 6 Star every 3 units }',
        'on purchase { where category is cake give 4 Star every 20 EUR give 1 Star every 2 times }',
        `on review { give 2 ${other} every 2 times }`,
        'on purchase { when purchase.net < 60 EUR give 5 Star every 4 units expiring in 20 days }',
        'on item { where category is tea give 1 Star every 1.5 EUR limit 9 Star per member per month }',
        'on purchase { where category is tea give 5 Star every 2 weeks in a row }',
        `on review { give 2 ${other} every 2 months in a row with 2 times each }`,
    ];
    return `earn ${name} ${rules[index] ?? ''}`;
}

/** Rules of one group are of one phase. */
function groupText(prices: readonly number[], mode: string): string {
    const isOnOrder = (index: number): boolean => [2, 5, 7].includes(index);
    const [first = 0] = prices;
    const own = prices.filter(index => isOnOrder(index) === isOnOrder(first));
    return own.length < 2 || mode === 'in turn'
        ? ''
        : `combine ${own.map(index => `Price${index}`).join(', ')}: ${mode}`;
}

function priceText(index: number, hasLadder: boolean): string {
    const isMid = hasLadder ? 'Level is at least Mid' : 'spend over last 20 days >= 40 EUR';
    const rules = [
        'on item { where category is tea discount 10% floor cost + 5% }',
        'on item { where category is cake buy 3 pay 2 free cheapest }',
        'on order { when order.total >= 50 EUR discount 5 EUR spread by amount }',
        'on item { where category is tea graduated by quantity { from 1 units: 12.00 EUR from 3 units: 9.50 EUR } }',
        `on item { when ${isMid} discount 2 EUR }`,
        'on order { when spend over last 30 days >= 50 EUR discount 8% }',
        'on item { during weekends where item.amount >= 10 EUR discount 15% limit 2 units per order }',
        'on order { when Star.balance >= 10 Star where category is tea discount 33% }',
        'on item { where sku is "A2" discount 1 EUR if item.price >= 12 EUR }',
        'on item { when member.birthday is known new price 7 EUR if item.price >= 7 EUR }',
    ];
    return `price Price${index} ${rules[index] ?? ''}`;
}

function triggerText(index: number, ladder: Drawn['ladder'], expires: boolean): string {
    const isMid = ladder === null ? 'purchase.net >= 20 EUR' : 'Level is at least Mid and purchase.net >= 5 EUR';
    const reaching =
        ladder === null
            ? 'on review { take 2 Star }'
            : 'on reaching Mid { give 6 Star limit 2 times per member per calendar year }'.replace('calendar ', '');
    const triggers = [
        `on purchase { when ${isMid} tag "good" limit 2 times per member per month }`,
        'on review { give 5 Star give 2 Star }',
        'without purchase for 20 days { send "miss" by email hold out 30% watch for 15 days limit 1 time per member per rolling 60 days }',
        'without review for 30 days at 9:00 { give 3 Star }',
        reaching,
        'monthly on 1 { when Star.balance >= 10 Star take 1 Star }',
        'weekly on Friday at 8:00 { tag "friday" }',
        'on review { take 1 Star per 1 of review.rating }',
        'on purchase { when spend over last 20 days >= 60 EUR take all Star }',
        ladder?.gold === 'by invitation'
            ? 'on review { when review.rating >= 4 move to Gold }'
            : 'on review { tag "seen" }',
        'on member.birthday at 9:00 { give 7 Star expiring in 12 days send "card" by email }',
        'every 45 days { give 1 Star }',
        expires
            ? 'before Star.expiry by 20 days { when Star.expiring >= 3 Star send "soon" by email }'
            : 'on review { give 1 Star }',
        'on purchase { when purchase.net >= 30 EUR give 4 Star expiring in 2 months at end of month }',
        expires ? 'before Star.expiry by 1 month at 10:00 { tag "last month" }' : 'on member.joined { give 2 Star }',
        'on review { offer 20% off next order within 10 days }',
        'without purchase for 15 days { offer 3 EUR off next order from 20 EUR within 3 weeks limit 2 times per member per year }',
    ];
    return `trigger Reaction${index} ${triggers[index] ?? ''}`;
}
