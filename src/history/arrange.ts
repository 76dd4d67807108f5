import type { Day } from '../base/calendar.ts';
import type { Instant, Zone } from '../base/zone.ts';
import { type Database, quotedString } from './database.ts';
import { NO_MOMENT } from './staging.ts';

export interface Arrangement {
    /** Kinds of which rows of one order are one event. */
    readonly grouped: readonly number[];
    /** Of those: returns, where only rows of one moment belong together. */
    readonly returns: readonly number[];
    /** Whether members come from a source of their own, so that others are unknown. */
    readonly hasMembers: boolean;
    /** Whether some rows were taken by two sources. */
    readonly hasTwins: boolean;
    /** Whether joining is an event: nothing else says when members enrol. */
    readonly enrols: boolean;
    readonly zone: Zone;
    readonly from: Day | undefined;
    readonly to: Day | undefined;
    readonly sample: { readonly members: number; readonly seed: number } | undefined;
}

export interface ArrangedFigures {
    readonly members: number;
    readonly events: number;
    readonly repeated: number;
    /** Rows of events outside the period that was asked for. */
    readonly outside: number;
    readonly from: Day | undefined;
    readonly to: Day | undefined;
}

/** Half-open. */
interface Period {
    readonly start: Instant;
    readonly end: Instant;
}

const FOREVER: Period = { start: -1e17, end: 1e17 };

/**
 * From rows as they came to the table `history`: without repeated rows and unknown members, in the order of
 * members and, for each, of time. Every row of an order has the moment of the order, which is its earliest one.
 * `lead` is the sequence of the order's first row, unless its rows follow each other anyway: sorted by `IN_TIME`,
 * the rows of an order are neighbours.
 */
export async function arrange(database: Database, plan: Arrangement): Promise<ArrangedFigures> {
    await dropRepeated(database);
    await rejectUnknownMembers(database, plan.hasMembers);
    await drawSample(database, plan.sample);
    await gatherOrders(database, plan);
    const asked = periodOf(plan, FOREVER);
    const outside = await database.number(`SELECT count(*) FROM timed WHERE kind <> 0 AND NOT ${within(asked)}`);
    await writeHistory(database, plan, asked);
    const kept = await spanOf(database, 'history');
    const figures = {
        members: await database.number('SELECT count(DISTINCT member) FROM history'),
        events: await countEvents(database, plan),
        repeated: await database.number('SELECT count(*) FROM repeated'),
        outside,
        from: kept && plan.zone.dayAt(kept.start),
        to: kept && plan.zone.dayAt(kept.end - 1),
    };
    await database.run('DROP TABLE staged');
    return figures;
}

/** The order of time over all members. Enrolment comes first, ties go by file and row. */
export const IN_TIME = 'moment, kind <> 0, lead, kind, ordering, sequence';

/** The first of several rows with one id wins. Members are repeated when their id is. */
async function dropRepeated(database: Database): Promise<void> {
    await database.run(
        `CREATE TABLE repeated AS SELECT source, sequence FROM staged WHERE ident <> ''
         QUALIFY row_number() OVER (PARTITION BY kind, ident ORDER BY sequence, source) > 1`,
    );
    await database.run('CREATE VIEW unique_rows AS SELECT * FROM staged ANTI JOIN repeated USING (source, sequence)');
}

async function rejectUnknownMembers(database: Database, hasMembers: boolean): Promise<void> {
    if (!hasMembers) return database.run('CREATE VIEW known_rows AS SELECT * FROM unique_rows');
    await database.run('CREATE TABLE roster AS SELECT DISTINCT member FROM staged WHERE kind = 0');
    const shown = `CASE WHEN length(member) > 60 THEN left(member, 59) || '…' ELSE member END`;
    await database.run(
        `INSERT INTO rejects SELECT sequence, 'Unknown member ''' || ${shown} || '''.'
         FROM unique_rows ANTI JOIN roster USING (member)`,
    );
    await database.run('CREATE VIEW known_rows AS SELECT * FROM unique_rows SEMI JOIN roster USING (member)');
}

/** Members by a hash of seed and id: the same ones in every run, and fewer are always among more. */
async function drawSample(database: Database, sample: Arrangement['sample']): Promise<void> {
    if (sample === undefined) return database.run('CREATE VIEW sampled_rows AS SELECT * FROM known_rows');
    await database.run(
        `CREATE TABLE sampled AS SELECT member FROM (SELECT DISTINCT member FROM known_rows)
         ORDER BY md5(${quotedString(`${sample.seed}:`)} || member), member LIMIT ${Math.floor(sample.members)}`,
    );
    await database.run('CREATE VIEW sampled_rows AS SELECT * FROM known_rows SEMI JOIN sampled USING (member)');
}

/** Orders whose rows are spread over several moments, or over the file, get the moment and place of their first. */
async function gatherOrders(database: Database, plan: Arrangement): Promise<void> {
    const scattered = 'min(moment) <> max(moment) OR count(*) <> max(sequence) - min(sequence) + 1';
    await database.run(
        `CREATE TABLE orders AS
         SELECT kind, member, ordering, ${partOf(plan)} AS part, min(moment) AS earliest, min(sequence) AS lead
         FROM sampled_rows WHERE ${isGrouped(plan)} GROUP BY ALL
         HAVING count(*) > 1 AND (${plan.hasTwins ? 'true' : scattered})`,
    );
    await database.run(
        `CREATE VIEW timed AS SELECT rows.* REPLACE (coalesce(orders.earliest, rows.moment) AS moment),
         coalesce(orders.lead, rows.sequence) AS lead
         FROM (SELECT *, ${partOf(plan)} AS part FROM sampled_rows) AS rows
         LEFT JOIN orders USING (kind, member, ordering, part)`,
    );
}

async function writeHistory(database: Database, plan: Arrangement, asked: Period): Promise<void> {
    const data = await spanOf(database, 'known_rows WHERE kind <> 0');
    const joining = periodOf(plan, data === undefined ? { start: 0, end: 0 } : wholeDays(data, plan.zone));
    const enrolled = plan.enrols ? within(joining) : 'false';
    await database.run(
        `CREATE TABLE history AS
         SELECT * REPLACE (CASE WHEN kind <> 0 OR ${enrolled} THEN moment ELSE ${NO_MOMENT} END AS moment)
         FROM timed WHERE kind = 0 OR ${within(asked)}
         ORDER BY member, kind <> 0, ${IN_TIME}`,
    );
}

async function countEvents(database: Database, plan: Arrangement): Promise<number> {
    const grouped = `FROM history WHERE ${isGrouped(plan)}`;
    const orders = `SELECT count(*) FROM (SELECT DISTINCT kind, member, ordering, part ${grouped})`;
    const others = `SELECT count(*) FROM history WHERE moment > ${NO_MOMENT} AND NOT (${isGrouped(plan)})`;
    return (await database.number(orders)) + (await database.number(others));
}

/** The period asked for; sides that were not asked for are those of `open`. */
function periodOf(plan: Arrangement, open: Period): Period {
    return {
        start: plan.from === undefined ? open.start : plan.zone.startOfDay(plan.from),
        end: plan.to === undefined ? open.end : plan.zone.startOfDay(plan.to + 1),
    };
}

const wholeDays = (span: Period, zone: Zone): Period => ({
    start: zone.startOfDay(zone.dayAt(span.start)),
    end: zone.startOfDay(zone.dayAt(span.end - 1) + 1),
});

async function spanOf(database: Database, rows: string): Promise<Period | undefined> {
    const [row] = await database.rows(
        `SELECT min(moment), max(moment) FROM (SELECT moment FROM ${rows}) WHERE moment > ${NO_MOMENT}`,
    );
    const [first, last] = row ?? [];
    return typeof first === 'number' && typeof last === 'number' ? { start: first, end: last + 1 } : undefined;
}

const within = ({ start, end }: Period): string => `(moment >= ${start} AND moment < ${end})`;

const isGrouped = (plan: Arrangement): string => `(kind IN (${list(plan.grouped)}) AND ordering <> '')`;

/** Returns of one order on two days are two events. */
const partOf = (plan: Arrangement): string => `CASE WHEN kind IN (${list(plan.returns)}) THEN moment ELSE 0 END`;

const list = (kinds: readonly number[]): string => (kinds.length === 0 ? '-1' : kinds.join(', '));
