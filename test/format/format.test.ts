import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatEdits, formatRange, formatText } from '../../src/format/format.ts';

describe('the design programs', () => {
    it.each(['coffee', 'stays', 'fertiliser'])('%s', async name => {
        const text = readFileSync(new URL(`programs/${name}.loyalty`, import.meta.url), 'utf8');
        await expect(formatted(text)).toMatchFileSnapshot(`programs/${name}.formatted.loyalty`);
    });
});

describe('blocks', () => {
    it('get a clause a line, the values in one column', () => {
        expectLayout(
            'points Star{worth 0.02 EUR round down   pending 14 days\nexpire after 12 months at end of month return takes points}',
            `points Star {
  worth   0.02 EUR
  round   down
  pending 14 days
  expire  after 12 months at end of month
  return  takes points
}
`,
        );
    });

    it('of one clause stay on one line where the author wrote them so, and make a table with their neighbours', () => {
        expectLayout(
            `earn Welcome on enrolment {give 200 Star}
earn Review on review { give 10 Star }
segment Best {
  when spend over last 12 months >= 100 EUR }`,
            `earn Welcome on enrolment { give 200 Star }
earn Review  on review    { give 10 Star }

segment Best {
  when spend over last 12 months >= 100 EUR
}
`,
        );
    });

    it('of several clauses never stand on one line, nor those that are too long for it', () => {
        expectLayout(
            `earn Review on review { give 10 Star limit 2 times per member per day }
segment Regulars { when spend over last 12 months >= 1_000 EUR and visits over last 12 months >= 24 }`,
            `earn Review on review {
  give  10 Star
  limit 2 times per member per day
}

segment Regulars {
  when spend over last 12 months >= 1_000 EUR and visits over last 12 months >= 24
}
`,
        );
    });

    it('without clauses are braces', () => {
        expectLayout('member {\n\n}\nitem { }', 'member {}\n\nitem {}\n');
    });

    it('keep one blank line where the author wrote some, none at their ends', () => {
        expectLayout(
            'points Star {\n\n\n  worth 1 EUR\n\n\n\n  round down\n\n}',
            'points Star {\n  worth 1 EUR\n\n  round down\n}\n',
        );
    });

    it('align clauses between blank lines apart', () => {
        expectLayout(
            'tiers Status { qualify by spend over lifetime\n\nupgrade immediately\ngrace 1 days }',
            'tiers Status {\n  qualify by spend over lifetime\n\n  upgrade immediately\n  grace   1 day\n}\n',
        );
    });
});

describe('tables', () => {
    it('fields', () => {
        expectLayout(
            'item { category:one of coffee,pastry   weight : number "in grams" }',
            'item {\n  category : one of coffee, pastry\n  weight   : number "in grams"\n}\n',
        );
    });

    it('tiers with and without titles and conditions, wide characters counted as two columns', () => {
        expectLayout(
            'tiers S { tier Friend tier 銀 "白銀" from 300 EUR tier Gold from 1000 EUR or visits over lifetime >= 60 tier Black "B" by invitation }',
            `tiers S {
  tier Friend
  tier 銀     "白銀" from 300 EUR
  tier Gold          from 1000 EUR or visits over lifetime >= 60
  tier Black  "B"    by invitation
}
`,
        );
    });

    it('brackets of prices and of points', () => {
        expectLayout(
            `price Beans on item { graduated by quantity { from 1 unit: 18.00 EUR from 12 units:15.00 EUR from 100: list price } }
earn Big on purchase { all-units by purchase.net { from 0 EUR: 1 Star per 1 EUR from 1_000 EUR: 2 Star per 1 EUR } }`,
            `price Beans on item {
  graduated by quantity {
    from 1    units: 18.00 EUR
    from 12   units: 15.00 EUR
    from 100:        list price
  }
}

earn Big on purchase {
  all-units by purchase.net {
    from 0     EUR: 1 Star per 1 EUR
    from 1_000 EUR: 2 Star per 1 EUR
  }
}
`,
        );
    });

    it('columns of data', () => {
        expectLayout(
            'dataset D { purchase from "p.csv" timezone "UTC" where "kind" is not "return" { member = "m"\n quantity = negated "q" } member from "m.csv" { id = "i" } }',
            `dataset D {
  purchase from "p.csv" timezone "UTC" where "kind" is not "return" {
    member   = "m"
    quantity = negated "q"
  }
  member from "m.csv" { id = "i" }
}
`,
        );
    });

    it('gifts of different size', () => {
        expectLayout(
            'earn Base on stay { give 10 Mile per 1 USD if stay.brand is rooms give 5 Mile per 1 USD }',
            'earn Base on stay {\n  give 10 Mile per 1 USD if stay.brand is rooms\n  give 5  Mile per 1 USD\n}\n',
        );
    });
});

describe('long lines', () => {
    it('break before or and and, under the value', () => {
        expectLayout(
            'segment S { when spend over last 12 months >= 1000 EUR and visits over last 12 months >= 12 or count of stay over lifetime > 3 and member.city is "Berlin" }',
            `segment S {
  when spend over last 12 months >= 1000 EUR and visits over last 12 months >= 12
       or count of stay over lifetime > 3 and member.city is "Berlin"
}
`,
        );
    });

    it('break in all places of a chain or in none, and within parentheses by themselves', () => {
        const atom = (name: string) => `visits over last ${name} months >= 12`;
        expectLayout(
            `earn E on purchase { when ${atom('1')} and (${atom('2')} or ${atom('3')} or ${atom('4')} or ${atom('5')}) and ${atom('6')} give 1 Star }`,
            `earn E on purchase {
  when visits over last 1 month >= 12
       and (visits over last 2 months >= 12
            or visits over last 3 months >= 12
            or visits over last 4 months >= 12
            or visits over last 5 months >= 12)
       and visits over last 6 months >= 12
  give 1 Star
}
`,
        );
    });

    it('of bundles break after commas', () => {
        expectLayout(
            `price Menu on item { bundle 1 units of "BURGER", 2 units where (category in coffee, pastry), 1 unit where category is drink: 8.00 EUR at most 2 time dearest first }`,
            `price Menu on item {
  bundle  1 unit of "BURGER", 2 units where (category in coffee, pastry),
          1 unit where category is drink: 8.00 EUR at most 2 times
  dearest first
}
`,
        );
    });

    it('break before the words that qualify a gift', () => {
        expectLayout(
            'earn Milestone on stay { give 10_000 Mile at 40 Night of Night.earned over calendar year then every 10 Night to referrer expiring in 30 days at most 50_000 Mile if Elite is Gold }',
            `earn Milestone on stay {
  give 10_000 Mile at 40 Night of Night.earned over calendar year then every 10 Night to referrer
              expiring in 30 days at most 50_000 Mile if Elite is Gold
}
`,
        );
    });

    it('fill lists after commas', () => {
        const names = Array.from({ length: 16 }, (_, index) => `category_${index}`).join(',');
        expectLayout(
            `item { kind : one of ${names} }`,
            `item {
  kind : one of category_0, category_1, category_2, category_3, category_4, category_5, category_6,
         category_7, category_8, category_9, category_10, category_11, category_12, category_13,
         category_14, category_15
}
`,
        );
    });

    it('break any n of (…) part by part', () => {
        expectLayout(
            'segment S { when any 2 of (spend over last 12 months >= 1000 EUR, visits over last 12 months >= 12, Status is at least Gold) }',
            `segment S {
  when any 2 of (
         spend over last 12 months >= 1000 EUR,
         visits over last 12 months >= 12,
         Status is at least Gold
       )
}
`,
        );
    });

    it('break steps of tests and headers', () => {
        expectLayout(
            `test "t" { 2026-03-02 ann: purchase 2 units of "LATTE" at 3.50 EUR (category = coffee), 1 unit of "BEANS-1KG" at 18 EUR redeeming FreeEspresso 2 times as A1 }
trigger AVeryLongNameForATrigger "and a title that is long enough to fill the line" on first purchase after 3 days at 10:00 { send "x" by email }`,
            `test "t" {
  2026-03-02 ann: purchase 2 units of "LATTE" at 3.50 EUR (category = coffee),
    1 unit of "BEANS-1KG" at 18 EUR redeeming FreeEspresso 2 times as A1
}

trigger AVeryLongNameForATrigger "and a title that is long enough to fill the line"
    on first purchase after 3 days at 10:00 {
  send "x" by email
}
`,
        );
    });
});

describe('spelling', () => {
    it('makes number and word agree, and leaves numbers as they are grouped', () => {
        expectLayout(
            'earn E on item { give 1_000 Star every 1 units limit 1 times per member per rolling 1 days limit 2 unit per member per rolling 1.0 months limit 10 time per member per day }',
            `earn E on item {
  give  1_000 Star every 1 unit
  limit 1 time per member per rolling 1 day
  limit 2 units per member per rolling 1.0 month
  limit 10 times per member per day
}
`,
        );
    });

    it('takes off parentheses that say nothing and keeps those that help or matter', () => {
        expectLayout(
            'earn E on purchase { when ((a is b or (c is d))) and ((e) > ((3 EUR))) when ((x > 1) or y is z) give 1 Star if (v is w) }',
            `earn E on purchase {
  when (a is b or (c is d)) and (e > 3 EUR)
  when (x > 1) or y is z
  give 1 Star if v is w
}
`,
        );
    });

    it('puts imports first as they stand, and glues signs to their words', () => {
        expectLayout(
            'import   "a.loyalty"\nimport "b.loyalty"\n\n\n\nimport "c.loyalty"\ngoal "g" { share of members in Gold between 2 % and 8 % }',
            'import "a.loyalty"\nimport "b.loyalty"\n\nimport "c.loyalty"\n\ngoal "g" { share of members in Gold between 2% and 8% }\n',
        );
    });
});

describe('comments', () => {
    it('stay with what they belong to: above, behind, in empty blocks, before the end of a block and of the file', () => {
        expectLayout(
            `// first
/** What members collect.
    * And spend.
 */
points Star { // behind the brace
// above worth
worth 0.02 EUR      // behind worth
   /* above round */ round down
debt allowed // behind debt

   // before the end
}   // behind the end
// right below

// ------- section

member { /* nothing */ }
item {
// nothing
}
// last`,
            `// first
/** What members collect.
 * And spend.
 */
points Star { // behind the brace
  // above worth
  worth 0.02 EUR // behind worth
  /* above round */
  round down
  debt  allowed // behind debt

  // before the end
} // behind the end
// right below

// ------- section

member { /* nothing */ }

item {
  // nothing
}
// last
`,
        );
    });

    it('within a clause keep its line ends', () => {
        expectLayout(
            'segment S { when a is b // why\n and c is d\n // or else\n or e is /* ! */ f }',
            `segment S {
  when a is b // why
         and c is d
       // or else
       or e is /* ! */ f
}
`,
        );
    });

    it('move behind a comma or an opening brace that a line would begin with', () => {
        expectLayout(
            'program P // the program\n{ channels email // letters\n , sms\n // none\n }',
            'program P { // the program\n  channels email, // letters\n           sms\n  // none\n}\n',
        );
    });

    it('keep their lines, indented as a whole', () => {
        expectLayout(
            'earn E on purchase {\n\t\t/*\n\t\t\tgive 1 Star\n\t\t\t  per 1 EUR\n\t\t*/\n give 2 Star /* two\n   lines */ per 1 EUR }',
            `earn E on purchase {
  /*
    give 1 Star
      per 1 EUR
  */
  give 2 Star /* two
     lines */ per 1 EUR
}
`,
        );
    });

    it('at the ends of neighbouring lines stand in one column where they fit', () => {
        const long = 'x'.repeat(70);
        expectLayout(
            `member {\n a : text // one\n birthday : date // two\n\n c : text // ${long}\n wide_name_of_a_field : one of a, b // d\n}`,
            `member {
  a        : text // one
  birthday : date // two

  c                    : text // ${long}
  wide_name_of_a_field : one of a, b // d
}
`,
        );
    });
});

describe('texts from elsewhere', () => {
    it('keep CRLF, lose the byte order mark, and get blanks for tabs', () => {
        expect(formatted('\uFEFFmember {\r\n\tcity:text // the "city"\tname\r\n}\r\n')).toBe(
            'member {\r\n  city : text // the "city"  name\r\n}\r\n',
        );
    });

    it('keep what stands in quotes, tabs and combining marks included', () => {
        const text = 'goal "e\u0301\t👍🏽  日本" { a is "  x  " }\n';
        expect(formatted(text)).toBe(text);
    });

    it('may be empty', () => {
        expect([formatted(''), formatted(' \n\n'), formatted('// only\n\n\n// comments')]).toEqual([
            '',
            '',
            '// only\n\n// comments\n',
        ]);
    });
});

describe('texts with mistakes', () => {
    it('are refused with the first line that is wrong, from zero', () => {
        expect(formatText('member {}\n\npoints Star {\n  worth\n}\nearn on')).toEqual({
            kind: 'refused',
            line: 4,
            reason: "Here must be a number, not '}'.",
        });
        expect(formatText('member {}\npoints Star { worth 1 EUR; }')).toMatchObject({ kind: 'refused', line: 1 });
        expect(formatText('points Star {\n worth 1 EUR\n')).toMatchObject({ kind: 'refused' });
        expect(formatText('goal "a')).toMatchObject({ kind: 'refused', line: 0 });
        expect(formatText('member {}\nearn Base on\n\n')).toMatchObject({ kind: 'refused', line: 1 });
    });
});

describe('parts of a text', () => {
    const text = 'member {a:text}\npoints   Star { worth 1 EUR }\n  item   {b:text\n c:text}\n';

    it('change only where they are', () => {
        expect(formatRange(text, { start: 2, end: 2 })).toMatchObject({
            kind: 'formatted',
            text: 'member {a:text}\npoints   Star { worth 1 EUR }\n\nitem {\n  b : text\n  c : text\n}\n',
        });
        expect(formatRange(text, { start: 1, end: 1 })).toMatchObject({
            text: 'member {a:text}\n\npoints Star { worth 1 EUR }\n  item   {b:text\n c:text}\n',
        });
    });

    it('of a comment between declarations change nothing', () => {
        expect(formatRange('member  {}\n\n   // here\n\nitem  {}', { start: 2, end: 2 })).toMatchObject({ edits: [] });
    });

    it('are edits that leave words alone', () => {
        expect(formatEdits('member{ }\nearn E on item {limit 1 times per member per day}\n')).toMatchObject({
            edits: [
                { start: 6, end: 6, text: ' ' },
                { start: 7, end: 8, text: '' },
                { start: 10, end: 10, text: '\n' },
                { start: 26, end: 26, text: ' ' },
                { start: 38, end: 40, text: ' ' },
                { start: 58, end: 58, text: ' ' },
            ],
        });
    });
});

function formatted(text: string): string {
    const result = formatText(text);
    if (result.kind === 'refused') throw new Error(`${result.reason} (line ${result.line})`);
    return result.text;
}

function expectLayout(text: string, layout: string): void {
    expect(formatted(text)).toBe(layout);
    expect(formatted(layout)).toBe(layout);
}
