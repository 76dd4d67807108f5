import { dayCode } from './days.ts';
import { firstSteady, nextDue } from './due.ts';
import { MOST_POINTS } from './fields.ts';
import { expiredBefore } from './ledger.ts';
import { Parts } from './parts.ts';
import { slotCount } from './returns.ts';
import { Code, type Sheet } from './sheet.ts';
import { TELL } from './told.ts';

/** Names of variables, as generated code has them. */
const NAMES = /[a-z]+(?:_?\d+[a-z]?)?/g;

/** Code of a member by when it runs. */
type Pieces = Readonly<Record<'events' | 'dues' | 'end', Code>>;

/** The body of the function that generated code is: from what is given to it to what runs members. */
export function assemble(sheet: Sheet, pieces: Pieces): string {
    const code = new Code();
    code.line(
        'const NEVER = -1e9, W = H.weights, Q = H.rationals, G = H.memory, BITS = H.bits, PV = H.values, BG = H.sums, I = H.wholes;',
    );
    if (sheet.shape.hasEvent('return')) code.line(`const SLOTS = ${slotCount(sheet)}, ka = H.kept;`);
    const beforeTables = code.mark();
    code.line('const { begins: BEGINS, source: SOURCE, continues: CONTINUES, moments: MOMENTS } = H;');
    for (const [index, { name }] of sheet.scratch.entries()) code.line(`const ${name} = S[${index}];`);
    for (const index of sheet.results.keys()) code.line(`const r${index} = R[${index}];`);
    if (sheet.tells) code.line(TELL);
    const { parts, member } = functionsOf(sheet, pieces);
    code.line(...parts, 'const member = m => {', member, '};');
    code.line('return (m0, m1) => { for (let m = m0; m < m1; m++) member(m); };');
    beforeTables([
        ...sheet.columns.map((_, index) => `const c${index} = C[${index}];`),
        ...sheet.tables.map((_, index) => `const t${index} = T[${index}];`),
    ]);
    return inMemory(sheet, code.toString());
}

/** The functions of which a member's time line is made, and the one that runs it. */
function functionsOf(sheet: Sheet, { events, dues, end }: Pieces): { parts: readonly string[]; member: string } {
    const { calendar, locals, colds } = sheet;
    const places = sheet.places();
    const until = Math.floor(sheet.steps(calendar.until));
    const code = new Code();
    code.line('let i = BEGINS[m], due = Infinity, day = 0; const b = i, e = BEGINS[m + 1];');
    if (sheet.tells) code.line('O.begin();');
    const initials = code.mark();
    sheet.part(code, { name: 'first', given: [], gives: '', call: call => `${call};` }, own =>
        own.line(...firstSteady(sheet)),
    );
    const next = { name: 'next', given: [], gives: 'due', call: (call: string) => `due = ${call};` };
    sheet.part(code, next, own => own.line(...nextDue(sheet)));
    code.block('for (;;)', () => {
        code.line(`const more = i < e && MOMENTS[i] <= ${until}, at = more ? MOMENTS[i] : ${until};`);
        code.block('while (due <= at)', () => {
            code.line('const t = due;');
            const terms = { name: 'falls', given: ['b', 'e', 'i', 't'], gives: '', call: (call: string) => `${call};` };
            sheet.part(code, terms, own => own.line('let dd = 0;', ...dayCode(sheet, 'dd', 't'), dues.toString()));
            code.line('#next');
        });
        code.line('if (!more) break;', ...dayCode(sheet, 'day', 'at'), events.toString(), '#next');
    });
    const terms = { name: 'ends', given: ['b', 'e', 'i'], gives: '', call: (call: string) => `${call};` };
    sheet.part(code, terms, own => {
        own.line(...expiredBefore(sheet, `${until}`), end.toString());
        for (const p of sheet.program.points.keys()) own.line(`if (is${p} > ${MOST_POINTS}) H.tooMany(${p});`);
        for (const [index, { code: value }] of sheet.results.entries()) own.line(`r${index}[m] = ${value};`);
    });
    const parts = new Parts(sheet);
    const known = parts.own(code.toString());
    const own = new Set(known.match(NAMES));
    const used = new Set([...parts.functions, known].join('\n').match(NAMES));
    initials([
        ...[...locals].flatMap(([name, initial]) =>
            used.has(name) ? `${own.has(name) ? name : places.get(name)} = ${initial};` : [],
        ),
        ...[...colds].filter(([name]) => used.has(name)).map(([name, initial]) => `${name} = ${initial};`),
    ]);
    return { parts: parts.functions, member: parts.own(code.toString()) };
}

/** Variables that few events touch become places of the array `G`. */
function inMemory({ colds }: Sheet, code: string): string {
    const places = new Map([...colds.keys()].map((name, place) => [name, `G[${place}]`]));
    return code.replaceAll(/\b[a-z]+(?:_?\d+[a-z]?)?\b/g, name => places.get(name) ?? name);
}
