import type { HistoryColumns } from '../../model/columns.ts';
import type { Dataset } from '../../model/dataset.ts';
import type { Occurrence } from '../../model/occurrence.ts';
import type { Program } from '../../model/program.ts';
import { Assembler, type Draft, type Reading } from '../assemble.ts';
import type { SourcePlan } from '../mapping.ts';
import { planSources } from '../plan.ts';
import { type MemberHistory, stranger } from '../stream.ts';
import type { ColumnHistory } from './from-history.ts';
import type { Layout } from './layout.ts';
import { ColumnRows } from './rows.ts';

/** Makes members and what happened to them of columns: the same as of the rows that the columns were made of. */
export class MemberReader {
    readonly #assembler: Assembler;
    readonly #rows: ColumnRows;
    readonly #hasMembers: boolean;

    constructor(layout: Layout, reading: Reading) {
        const plans = withAllMemberFields(reading.plans);
        this.#assembler = new Assembler({ ...reading, plans });
        this.#rows = new ColumnRows(layout, plans);
        this.#hasMembers = plans.some(({ kind }) => kind === 0);
    }

    /** In the order of their ids. */
    *members(columns: HistoryColumns): Generator<MemberHistory> {
        const rows = this.#rows;
        rows.open(columns);
        for (rows.member = 0; rows.member < columns.memberCount; rows.member++) yield this.#member(columns);
    }

    #member({ begins }: HistoryColumns): MemberHistory {
        const rows = this.#rows;
        const id = rows.id();
        rows.isMember = this.#hasMembers;
        const member = this.#hasMembers ? this.#assembler.member(rows, id) : stranger(id);
        rows.isMember = false;
        const occurrences: Occurrence[] = [];
        let draft: Draft | undefined;
        const end = begins[rows.member + 1] ?? 0;
        for (rows.at = begins[rows.member] ?? 0; rows.at < end; rows.at++) {
            if (draft !== undefined && rows.continues()) {
                this.#assembler.add(draft, rows);
                continue;
            }
            if (draft !== undefined) occurrences.push(draft.done());
            draft = rows.isEnrolment() ? undefined : this.#assembler.begin(rows, id);
            if (draft === undefined) occurrences.push(this.#assembler.enrolment(rows, id));
        }
        if (draft !== undefined) occurrences.push(draft.done());
        return { member, occurrences };
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
