import fc from 'fast-check';

/** Random programs of small pieces: they parse, and make no sense. */

const name = fc.constantFrom(
    'Star',
    'Mile',
    'order',
    'review',
    'Été',
    '積分',
    'a_very_long_name_that_goes_on_and_on',
    'X',
);
const unit = fc.constantFrom('EUR', 'Star', 'Münze');
const number = fc.constantFrom('1', '2', '10', '1_000', '0.50', '1.0', '20000');
const text = fc.constantFrom('"a"', '"two words"', '"日本語 👍🏽"', '"e\u0301\tx"', '""');
const time = fc.constantFrom('day', 'days', 'months', 'year', 'hours');
const amount = fc.tuple(number, unit).map(([n, u]) => `${n} ${u}`);
const span = fc.tuple(number, time).map(([n, u]) => `${n} ${u}`);
const path = fc.oneof(
    name,
    fc.tuple(name, name).map(([a, b]) => `${a}.${b}`),
);
const window = fc.oneof(
    span.map(s => `last ${s}`),
    fc.constantFrom('calendar year', 'last calendar month', 'lifetime', 'membership year'),
);
const measure = fc.oneof(
    path,
    fc.tuple(path, window).map(([p, w]) => `${p} over ${w}`),
);

const condition: fc.Arbitrary<string> = fc.letrec<{ or: string; atom: string; sum: string }>(tie => ({
    sum: fc.oneof(
        { maxDepth: 2, depthIdentifier: 'sum' },
        fc.oneof(
            measure,
            amount,
            number,
            number.map(n => `${n}%`),
        ),
        fc
            .tuple(tie('sum'), fc.constantFrom('+', '-', '*', '/'), tie('sum'))
            .map(([a, op, b]) => `(${a}) ${op} (${b})`),
        tie('sum').map(a => `(${a})`),
    ),
    atom: fc.oneof(
        fc.tuple(tie('sum'), fc.constantFrom('<', '<=', '>', '>='), tie('sum')).map(parts => parts.join(' ')),
        fc
            .tuple(measure, fc.constantFrom('is', 'is not', 'is at least', 'has'), fc.oneof(name, text, amount))
            .map(parts => parts.join(' ')),
        fc
            .tuple(path, fc.array(fc.oneof(name, text), { minLength: 1, maxLength: 5 }))
            .map(([p, list]) => `${p} in ${list.join(', ')}`),
        fc.tuple(measure, amount, amount).map(([m, a, b]) => `${m} between ${a} and ${b}`),
        path.map(p => `${p} is known`),
    ),
    or: fc.oneof(
        { maxDepth: 3, depthIdentifier: 'or' },
        tie('atom'),
        fc.tuple(tie('or'), fc.constantFrom('and', 'or'), tie('or')).map(([a, op, b]) => `${a} ${op} (${b})`),
        fc.tuple(tie('or'), fc.constantFrom('and', 'or'), tie('or')).map(([a, op, b]) => `${a} ${op} ${b}`),
        tie('or').map(a => `not (${a})`),
        tie('or').map(a => `(${a})`),
        fc.tuple(tie('atom'), tie('atom')).map(([a, b]) => `any 2 of (${a}, (${b}))`),
    ),
})).or;

const maybe = (clause: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.option(clause, { nil: '' });
const words = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.tuple(...parts).map(each => each.filter(part => part !== '').join(' '));
const word = (value: string): fc.Arbitrary<string> => fc.constant(value);
const list = (item: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.array(item, { minLength: 1, maxLength: 6 }).map(items => items.join(', '));
const block = (item: fc.Arbitrary<string>, minLength = 0): fc.Arbitrary<string> =>
    fc
        .tuple(fc.array(item, { minLength, maxLength: 5 }), fc.constantFrom(' ', '\n ', '\n\n\n  '))
        .map(([items, between]) => `{${between}${items.join(between)}${between}}`);

const when = words(word('when'), condition);
const during = fc.constantFrom(
    'during weekdays 14:00 to 17:00',
    'during Monday, Friday',
    'during 2026-06-01 through 2026-08-31',
    'during 1 November through 31 March',
);
const counted = fc.constantFrom('unit', 'units', 'time', 'times');
const scopes = fc
    .array(fc.constantFrom('per member', 'per month', 'per membership year', 'per rolling 30 days'), {
        minLength: 1,
        maxLength: 3,
    })
    .map(each => each.join(' '));
const limit = words(word('limit'), number, fc.oneof(unit, counted), scopes, maybe(word('else reject')));
const per = words(
    word('per'),
    maybe(word('whole')),
    number,
    fc.oneof(unit, counted),
    maybe(words(word('of'), measure)),
);
const give = words(
    word('give'),
    fc.oneof(
        amount,
        words(
            number.map(n => `${n}%`),
            word('of'),
            list(name),
        ),
    ),
    maybe(per),
    maybe(fc.constantFrom('to member', 'to referrer')),
    maybe(words(word('expiring in'), span)),
    maybe(words(word('at most'), amount)),
    maybe(word('compounding')),
    maybe(words(word('if'), condition)),
);
const brackets = words(
    word('graduated by'),
    measure,
    block(
        fc.tuple(amount, amount).map(([from, gift]) => `from ${from}: ${gift}`),
        1,
    ),
);
const set = fc.oneof(
    words(fc.constantFrom('buy 3 pay 2', 'buy 2 pay 1.5'), maybe(word('per line')), maybe(word('at most 1 times'))),
    words(
        fc.constantFrom('buy 2 units get 1 unit', 'buy 1 units get 2 unit'),
        maybe(words(word('where'), condition)),
        fc.constantFrom('free', '20% off', 'for 1 EUR'),
        maybe(word('at most 1 times')),
    ),
);
const bundle = words(
    word('bundle'),
    list(fc.oneof(words(number, word('unit of'), text), words(number, word('units where (X in Star, Mile)')))),
    fc.constantFrom(': 8 EUR', ': 20% off at most 2 time'),
);
const steps = words(
    fc.constantFrom('graduated by quantity', 'all-units by quantity per order'),
    block(
        fc
            .tuple(
                number,
                fc.constantFrom('unit', 'units', ''),
                fc.oneof(
                    amount,
                    number.map(n => `${n}% off`),
                    word('list price'),
                ),
            )
            .map(([n, u, p]) => `from ${n} ${u}: ${p}`),
        1,
    ),
);
const type = fc.oneof(
    fc.constantFrom('date', 'text', 'money in EUR', 'set of channels'),
    words(word('one of'), list(fc.oneof(name, text))),
);
const field = words(name, word(':'), type, maybe(text));
const value = fc.tuple(name, fc.oneof(name, text, amount)).map(([f, v]) => `${f} = ${v}`);
const moment = fc.constantFrom('2026-03-02', '2026-03-02 14:00');
const bought = fc
    .tuple(number, text, fc.option(amount, { nil: undefined }))
    .map(([n, sku, price]) => `${n} units of ${sku}${price ? ` at ${price} (X = 1 day)` : ''}`);
const happening = words(
    moment,
    name,
    word(':'),
    name,
    maybe(amount),
    maybe(list(bought)),
    maybe(words(word('redeeming'), name, maybe(words(number, fc.constantFrom('time', 'times'))))),
    maybe(word('as A1')),
);
const expectation = words(
    maybe(moment),
    word('expect'),
    name,
    maybe(word('not')),
    fc.oneof(
        words(word('earned'), amount, maybe(words(word('by'), name))),
        words(word('tier'), name),
        words(word('has'), condition),
    ),
);
const person = words(
    word('member'),
    name,
    maybe(block(fc.oneof(words(word('tier'), name), words(word('balance'), amount), value))),
);
const tier = words(
    word('tier'),
    name,
    maybe(text),
    maybe(
        fc.oneof(
            words(word('from'), amount, maybe(words(fc.constantFrom('or', 'and'), condition))),
            word('by invitation'),
            words(word('costs'), amount, word('per'), span),
        ),
    ),
    maybe(word('forever')),
);

const declaration = fc.oneof(
    words(word('member'), block(field)),
    words(word('event'), name, maybe(text), maybe(block(field))),
    words(
        word('points'),
        fc.constantFrom('Star', 'Münze'),
        block(
            fc.oneof(
                words(word('worth'), amount),
                words(word('pending'), span),
                fc.constantFrom('expire never', 'expire on 31 March 1 years later', 'round half up', 'debt forgiven'),
            ),
        ),
    ),
    words(word('segment'), name, block(when)),
    words(word('metric'), name, word('{ sum of'), path, maybe(words(word('where'), condition)), word('}')),
    words(
        word('tiers'),
        name,
        fc
            .tuple(
                fc.array(
                    fc.constantFrom(
                        'upgrade immediately',
                        'grace 1 days',
                        'keep until 31 March 2 year later',
                        'downgrade to what is met',
                    ),
                ),
                fc.array(tier),
            )
            .map(([a, b]) => `{ ${[...a, ...b].join('\n')} }`),
    ),
    words(
        word('earn'),
        name,
        maybe(text),
        word('on'),
        maybe(word('first')),
        name,
        block(fc.oneof(when, during, give, limit, brackets, words(word('where'), condition))),
    ),
    words(
        word('price'),
        name,
        word('on item'),
        block(
            fc.oneof(
                when,
                steps,
                words(word('floor'), measure),
                words(
                    word('discount'),
                    number.map(n => `${n}%`),
                    maybe(words(word('if'), condition)),
                ),
                words(word('never with'), list(name)),
                set,
                bundle,
            ),
        ),
    ),
    words(word('combine'), list(name), fc.constantFrom(': best', ': sum on what is left')),
    words(
        word('trigger'),
        name,
        fc.constantFrom(
            'on purchase after 1 days',
            'every 3 months',
            'without purchase for 90 days at 10:00',
            'before Star.expiry by 1 day',
        ),
        block(
            fc.oneof(when, give, limit, words(word('hold out 10%')), words(word('open case "a" for "b" within'), span)),
        ),
    ),
    words(word('goal'), text, word('{'), condition, word('}')),
    words(word('test'), text, block(fc.oneof(happening, expectation, person))),
    words(
        word('dataset'),
        name,
        block(
            words(
                fc.constantFrom('member', 'purchase'),
                word('from "a.csv"'),
                maybe(word('where "x" is not "y" and "z" in "1", "2"')),
                block(fc.tuple(name, text).map(([f, c]) => `${f} = ${c}`)),
            ),
        ),
    ),
);

export const randomProgram: fc.Arbitrary<string> = fc.array(declaration, { maxLength: 5 }).map(all => all.join('\n'));
