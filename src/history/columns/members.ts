import type { HistoryColumns } from '../../model/columns.ts';
import type { Dataset } from '../../model/dataset.ts';
import type { Occurrence } from '../../model/occurrence.ts';
import type { Program } from '../../model/program.ts';
import { Assembler, type MemberHistory, type Reading, stranger } from '../assemble.ts';
import type { SourcePlan } from '../mapping.ts';
import { planSources } from '../plan.ts';
import type { ColumnHistory } from './from-history.ts';
import type { Layout } from './layout.ts';
import { ColumnRows } from './rows.ts';

/** Makes members and what happened to them of columns: the same as of the rows that the columns were made of. */
export class MemberReader {
    readonly #assembler: Assembler;
    readonly #rows: ColumnRows;
    readonly #plans: readonly SourcePlan[];
    readonly #hasMembers: boolean;
    /** The columns of the last single occurrence. */
    #opened: HistoryColumns | undefined;

    constructor(layout: Layout, reading: Reading) {
        const plans = withAllMemberFields(reading.plans);
        this.#plans = plans;
        this.#assembler = new Assembler({ ...reading, plans });
        this.#rows = new ColumnRows(layout, plans);
        this.#hasMembers = plans.some(({ kind }) => kind === 0);
    }

    /** In the order of their ids; with bounds, some of them by their numbers. */
    *members(columns: HistoryColumns, from = 0, until = columns.memberCount): Generator<MemberHistory> {
        const rows = this.#rows;
        rows.open(columns);
        this.#opened = columns;
        for (rows.member = from; rows.member < until; rows.member++) yield this.#member(columns);
    }

    #member({ begins }: HistoryColumns): MemberHistory {
        const rows = this.#rows;
        const id = rows.id();
        rows.isMember = this.#hasMembers;
        const member = this.#hasMembers ? this.#assembler.member(rows, id) : stranger(id);
        rows.isMember = false;
        const occurrences: Occurrence[] = [];
        const end = begins[rows.member + 1] ?? 0;
        rows.at = begins[rows.member] ?? 0;
        while (rows.at < end) occurrences.push(this.#next(id, end));
        return { member, occurrences };
    }

    /** What begins in this row of this member. */
    occurrence(columns: HistoryColumns, member: number, row: number): Occurrence {
        const rows = this.#rows;
        if (this.#opened !== columns) rows.open(columns);
        this.#opened = columns;
        rows.member = member;
        rows.at = row;
        return this.#next(rows.id(), columns.begins[member + 1] ?? 0);
    }

    /** Whether rows of this source are enrolments. */
    isEnrolment(source: number): boolean {
        return this.#plans[source]?.kind === 0;
    }

    /** From the current row to those that continue it, which are passed. */
    #next(id: string, end: number): Occurrence {
        const rows = this.#rows;
        if (rows.isEnrolment()) {
            const enrolment = this.#assembler.enrolment(rows, id);
            rows.at++;
            return enrolment;
        }
        const draft = this.#assembler.begin(rows, id);
        for (rows.at++; rows.at < end && rows.continues(); rows.at++) this.#assembler.add(draft, rows);
        return draft.done();
    }
}

/** For another thread, which has the program and the columns only. */
export function memberReader(
    program: Program,
    dataset: Dataset,
    { layout, files }: Pick<ColumnHistory, 'layout' | 'files'>,
): MemberReader {
    const plans = planSources(program, dataset);
    return new MemberReader(layout, { plans, files, decimals: program.currency.decimals, signal: undefined });
}

/** A member stands in one row: the fields of other sources are unknown of it. */
function withAllMemberFields(plans: readonly SourcePlan[]): SourcePlan[] {
    const fields = plans.filter(({ kind }) => kind === 0).flatMap(each => each.fields);
    const distinct = fields.filter(({ name }, index) => fields.findIndex(each => each.name === name) === index);
    return plans.map(plan => (plan.kind === 0 ? { ...plan, fields: distinct } : plan));
}
