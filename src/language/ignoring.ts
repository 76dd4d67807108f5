import { formatDate, parseDate } from '../base/calendar.ts';
import { closest, didYouMean } from '../base/did-you-mean.ts';
import type { DiagnosticEntry } from '../diagnostics/entry.ts';
import type { Finding, Fix } from '../diagnostics/finding.ts';
import type { Check } from './checks/define.ts';
import {
    ignoredError,
    ignoredExpired,
    ignoredForm,
    ignoredReason,
    ignoredUnknown,
    ignoredUnused,
} from './checks/ignored.ts';
import { entries } from './checks/index.ts';
import { type Remark, remarksIn } from './remarks.ts';

/** What a document is, to say what of its findings is meant to be so. */
export interface Ignoring {
    readonly file: string;
    readonly text: string;
    readonly positionAt: (offset: number) => { readonly line: number; readonly character: number };
    /** Days since 1970; absent: no day is over. */
    readonly today: number | undefined;
    /** With errors, much is not found that would be. */
    readonly isWhole: boolean;
}

/** Findings without those that a remark in the text ignores, and what there is to say of the remarks themselves. */
export function withoutIgnored(findings: readonly Finding[], ignoring: Ignoring): readonly Finding[] {
    if (!ignoring.text.includes('loyalty-ignore')) return findings;
    const used = new Set<string>();
    const remarks = remarksIn(ignoring.text);
    const kept = findings.filter(finding => {
        const remark = remarks.find(each => doesIgnore(each, finding, ignoring.today));
        if (remark !== undefined) used.add(keyOf(remark, finding.code));
        return remark === undefined;
    });
    return [...kept, ...remarks.flatMap(remark => remarkFindings(remark, used, ignoring))];
}

const keyOf = ({ start }: Remark, code: string): string => `${start} ${code}`;

function doesIgnore(remark: Remark, { code, severity, span }: Finding, today: number | undefined): boolean {
    if (severity === 'error' || remark.reason === '' || !isDayWritten(remark) || isOver(remark, today)) return false;
    return remark.codes.some(each => each.code === code) && span.start >= remark.from && span.start <= remark.to;
}

const isDayWritten = ({ until }: Remark): boolean => until === undefined || parseDate(until) !== undefined;

const isOver = ({ until }: Remark, today: number | undefined): boolean => {
    const day = until === undefined ? undefined : parseDate(until);
    return day !== undefined && today !== undefined && today > day;
};

function remarkFindings(remark: Remark, used: ReadonlySet<string>, ignoring: Ignoring): Finding[] {
    const { codes, reason } = remark;
    const whole = { start: remark.start, end: remark.end };
    if (codes.length === 0 || !isDayWritten(remark))
        return [findingAt(ignoredForm, ignoredForm.message(), whole, [], ignoring)];
    const said = codes.map(({ code }) => code).join(', ');
    if (reason === '') return [findingAt(ignoredReason, ignoredReason.message(said), whole, [], ignoring)];
    return codes.flatMap(each => codeFindings(each, remark, used, ignoring));
}

function codeFindings(
    { code, start }: Remark['codes'][number],
    remark: Remark,
    used: ReadonlySet<string>,
    ignoring: Ignoring,
): Finding[] {
    const place = remark.codes.length === 1 ? remark : { start, end: start + code.length };
    const fixes = [takeOut(code, remark, ignoring)];
    const entry = entries.find(each => each.code === code);
    if (entry === undefined) return isOfOthers(code) ? [] : [unknownCode(code, start, ignoring)];
    if (entry.severity === 'error')
        return [findingAt(ignoredError, ignoredError.message(code), place, fixes, ignoring)];
    const day = remark.until === undefined ? undefined : parseDate(remark.until);
    if (isOver(remark, ignoring.today) && day !== undefined)
        return [findingAt(ignoredExpired, ignoredExpired.message(code, formatDate(day)), place, fixes, ignoring)];
    if (used.has(keyOf(remark, code)) || !ignoring.isWhole) return [];
    return [findingAt(ignoredUnused, ignoredUnused.message(code), place, fixes, ignoring)];
}

/** What is found in data is not found here. */
const isOfOthers = (code: string): boolean => /^(?:data|file)\//.test(code);

function unknownCode(code: string, start: number, ignoring: Ignoring): Finding {
    const codes = entries.map((each: Pick<DiagnosticEntry, 'code'>) => each.code);
    const [better] = closest(code, codes, 1);
    const edit = { file: ignoring.file, start, end: start + code.length, text: better ?? code };
    const fixes = better === undefined ? [] : [{ title: `Write ${better}`, edits: [edit] }];
    const message = ignoredUnknown.message(code, didYouMean(code, codes));
    return findingAt(ignoredUnknown, message, { start, end: start + code.length }, fixes, ignoring);
}

/** The code, with its comma; of the last one the whole remark, with the line where it stands alone. */
function takeOut(code: string, remark: Remark, { file, text }: Ignoring): Fix {
    const title = 'Take the remark out';
    if (remark.codes.length > 1) {
        const listed = new RegExp(`\\s*,\\s*${code}(?![\\w/-])|${code}\\s*,\\s*`).exec(
            text.slice(remark.start, remark.end),
        );
        const start = remark.start + (listed?.index ?? 0);
        return { title, edits: [{ file, start, end: start + (listed?.[0].length ?? 0), text: '' }] };
    }
    const before = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, remark.start));
    if (before === null) {
        const blanks = /[ \t]*$/.exec(text.slice(0, remark.start))?.[0].length ?? 0;
        return { title, edits: [{ file, start: remark.start - blanks, end: remark.end, text: '' }] };
    }
    const start = remark.start - (before[1]?.length ?? 0);
    const end = /^\r?\n/.exec(text.slice(remark.end))?.[0].length ?? 0;
    return { title, edits: [{ file, start, end: remark.end + end, text: '' }] };
}

function findingAt(
    { code, severity }: Pick<Check<never>, 'code' | 'severity'>,
    message: string,
    { start, end }: { readonly start: number; readonly end: number },
    fixes: readonly Fix[],
    { file, positionAt }: Ignoring,
): Finding {
    const [from, to] = [positionAt(start), positionAt(end)];
    const span = { file, start, end, line: from.line, column: from.character };
    return { code, severity, message, span, endLine: to.line, endColumn: to.character, fixes, related: [] };
}
