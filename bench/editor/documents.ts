/** A text in some language, with a place where an edit makes a mistake and another one mends it. */
export interface Document {
    readonly text: string;
    readonly languageId: string;
    readonly extension: string;
    readonly edit: Edit;
    /** An edit that the parser does not understand, elsewhere; undefined where nothing else is told beside one. */
    readonly syntax: Edit | undefined;
    /** Where something can be proposed. */
    readonly complete: { readonly line: number; readonly character: number };
    /** Where a name stands that something is known about. */
    readonly hover: { readonly line: number; readonly character: number };
}

/** `ok` stands in the text from this place on; `bad` in its place is a mistake. */
export interface Edit {
    readonly line: number;
    readonly from: number;
    readonly ok: string;
    readonly bad: string;
}

const head = `program Large {
  currency EUR
  timezone "Europe/Berlin"
  channels email, push
}

member {
  birthday : date "day of birth"
  city     : text
}

item {
  category : one of coffee, pastry, other
}

event review { rating : number }

points Star {
  worth 0.02 EUR
}

tiers Status {
  qualify by spend over last 12 months
  upgrade immediately
  tier Friend
  tier Silver from 300 EUR
  tier Gold from 1000 EUR
}
`;

/** Rules of every kind, each by itself valid, with references to each other. */
const part = (n: number): string => `
/** What number ${n} earns. */
earn Base${n} on purchase {
  when Status is at least Silver and purchase.net >= ${n + 1} EUR
  give 1 Star per 1 EUR
}

earn Bonus${n} on purchase {
  give 25% of Base${n} if Status is Silver
  give 50% of Base${n} if Status is at least Gold
  limit 500 Star per member per month
}

combine Base${n}, Bonus${n}: sum

metric visits${n} { count of purchase }
segment Regular${n} {
  when visits${n} over last 6 months >= ${2 + (n % 9)}
}

price Less${n} on item {
  where sku is "SKU-${n}" and category is coffee
  when Regular${n}
  discount 10%
  floor cost + 5%
}

trigger Back${n} without purchase for ${30 + (n % 60)} days {
  when Regular${n}
  send "back" by email
  give 10 Star
}

test "number ${n}" {
  member ann { tier Gold }
  2026-03-02 ann: purchase 40 EUR
  expect ann tier Gold
}
`;

/** Of our own language. */
export function program(lines: number): Document {
    let text = head;
    let parts = 0;
    const each = part(0).split('\n').length - 1;
    while (head.split('\n').length - 1 + parts * each < lines) text += part(parts++);
    const middle = Math.floor(parts / 2);
    const all = text.split('\n');
    const find = (start: string) => all.findIndex(line => line.startsWith(start));
    const line = find(`earn Bonus${middle} `) + 1;
    return {
        text,
        languageId: 'loyalty',
        extension: 'loyalty',
        edit: { line, from: 14, ok: `Base${middle}`, bad: `Basf${middle}` },
        syntax: { line, from: 14 + `Base${middle} if `.length, ok: 'Status', bad: ')(' },
        complete: { line, character: 14 },
        hover: { line, character: 16 },
    };
}

/** A schema of Prisma. */
export function prisma(lines: number): Document {
    const all = ['datasource db {', '  provider = "postgresql"', '}', ''];
    let edit: Edit | undefined;
    for (let n = 0; all.length < lines; n++) {
        all.push(`model M${n} {`, '  id Int @id @default(autoincrement())', '  name String');
        if (all.length > lines / 2) edit ??= { line: all.length - 1, from: 7, ok: 'String', bad: 'Strinq' };
        all.push(`  price Decimal @default(${n % 90}.5)`, '  createdAt DateTime @default(now())', '  status String');
        all.push('  @@index([name])', '}', '');
    }
    const at = edit ?? { line: 6, from: 7, ok: 'String', bad: 'Strinq' };
    return {
        text: all.join('\n'),
        languageId: 'prisma',
        extension: 'prisma',
        edit: at,
        syntax: undefined,
        complete: { line: at.line, character: at.from },
        hover: { line: at.line, character: at.from + 2 },
    };
}

/** Services of a composition, in YAML. */
export function yaml(lines: number): Document {
    const all = ['services:'];
    let edit: Edit | undefined;
    for (let n = 0; all.length < lines; n++) {
        all.push(`  svc${n}:`, `    image: "repo/app:${n}"`, '    command: run');
        // A key twice is a mistake.
        if (all.length > lines / 2) edit ??= { line: all.length - 1, from: 4, ok: 'command', bad: 'restart' };
        all.push(
            '    restart: always',
            '    environment:',
            `      KEY_A: "${n}"`,
            '    ports:',
            `      - "${8000 + n}:80"`,
        );
    }
    const at = edit ?? { line: 3, from: 4, ok: 'command', bad: 'restart' };
    return {
        text: all.join('\n'),
        languageId: 'yaml',
        extension: 'yaml',
        edit: at,
        syntax: undefined,
        complete: { line: at.line, character: at.from },
        hover: { line: at.line, character: at.from + 2 },
    };
}

export const WORKSPACE_FILES = 200;

/** A program of many files, by name: each names what others declare. */
export function workspace(): Readonly<Record<string, string>> {
    const names = Array.from({ length: WORKSPACE_FILES - 1 }, (_, index) => `part${index}.loyalty`);
    const imports = names.map(name => `import "${name}"\n`).join('');
    const each = part(0).split('\n').length - 1;
    const perFile = Math.floor(250 / each);
    const parts = names.map((name, index) => {
        const numbers = Array.from({ length: perFile }, (_, offset) => index * perFile + offset);
        const other = index === 0 ? '' : `import "part${index - 1}.loyalty"\n`;
        const uses = index === 0 ? '' : `\nsegment Also${index} { when Regular${(index - 1) * perFile} }\n`;
        return [name, `import "main.loyalty"\n${other}${numbers.map(part).join('')}${uses}`] as const;
    });
    return Object.fromEntries([['main.loyalty', `${imports}${head}`], ...parts]);
}
