import type { Day } from '../base/calendar.ts';
import type { Instant, Zone } from '../base/zone.ts';
import { type Database, quotedString } from './database.ts';
import { MOST_SOURCES, NO_MOMENT } from './row-numbers.ts';

export interface Arrangement {
    /** Kinds of which rows of one order are one event. */
    readonly grouped: readonly number[];
    /** Of those: returns, where only rows of one moment belong together. */
    readonly returns: readonly number[];
    /** Whether members come from a source of their own, so that others are unknown. */
    readonly hasMembers: boolean;
    /** Whether some events have ids. */
    readonly hasIds: boolean;
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
 * members and, for each, of time. `place` names a row: file, row, source. All rows of an order have the order's
 * moment, which is its earliest one, and its `lead`, the place of its first row; sorted by `IN_TIME` they follow
 * each other, and those after the first `continue` it.
 */
export async function arrange(database: Database, plan: Arrangement): Promise<ArrangedFigures> {
    await dropRepeated(database, plan.hasIds);
    await rejectUnknownMembers(database, plan.hasMembers);
    await drawSample(database, plan.sample);
    await gatherOrders(database, plan);
    const asked = periodOf(plan, FOREVER);
    const outside =
        asked.start === FOREVER.start && asked.end === FOREVER.end ? 0 : await countOutside(database, asked);
    await writeHistory(database, plan, asked);
    const kept = await spanOf(database, 'history');
    const figures = {
        members: await database.number('SELECT count(DISTINCT member) FROM history'),
        events: await database.number(`SELECT count(*) FROM history WHERE continues = 0 AND moment > ${NO_MOMENT}`),
        repeated: await database.number('SELECT count(*) FROM repeated'),
        outside,
        from: kept && plan.zone.dayAt(kept.start),
        to: kept && plan.zone.dayAt(kept.end - 1),
    };
    await database.run('DROP TABLE staged');
    return figures;
}

const countOutside = (database: Database, asked: Period): Promise<number> =>
    database.number(`SELECT count(*) FROM timed WHERE kind <> 0 AND NOT ${within(asked)}`);

/** The order of time over all members: enrolments first, ties go by file and row. */
export const IN_TIME = 'moment, kind <> 0, lead, place';
/** Ids that are all whole numbers stand in the order of numbers, others in the order of their bytes. */
const ofMember = (areNumbers: boolean): string =>
    `${areNumbers ? 'member::BIGINT' : 'member'}, kind <> 0, moment, lead, place`;

/** The first of several rows with one id wins. Members are repeated when their id is. */
async function dropRepeated(database: Database, hasIds: boolean): Promise<void> {
    const idents = hasIds ? 'staged' : "(SELECT *, '' AS ident FROM staged)";
    await database.run(
        `CREATE VIEW placed AS SELECT *, sequence::BIGINT * ${MOST_SOURCES} + source AS place,
         CASE WHEN kind = 0 THEN member ELSE ident END AS counted FROM ${idents}`,
    );
    await database.run(
        `CREATE TABLE repeated AS SELECT place FROM placed WHERE counted <> ''
         QUALIFY row_number() OVER (PARTITION BY kind, counted ORDER BY place) > 1`,
    );
    await database.run('CREATE VIEW unique_rows AS SELECT * FROM placed ANTI JOIN repeated USING (place)');
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

/**
 * Orders whose rows stand apart, in the file or in time, get the moment of their earliest row and the place of their
 * first. All others follow each other in any order that keeps their places, as `Intake` has seen.
 */
async function gatherOrders(database: Database, plan: Arrangement): Promise<void> {
    await database.run(
        `CREATE TABLE scattered AS SELECT kind, member, ordering, ${partOf(plan)} AS part
         FROM sampled_rows WHERE continues = 0 AND kind IN (${list(plan.grouped)}) AND ordering <> ''
         GROUP BY ALL HAVING count(*) > 1`,
    );
    const parted = `(SELECT *, ${partOf(plan)} AS part FROM sampled_rows)`;
    await database.run(
        `CREATE TABLE orders AS SELECT kind, member, ordering, part, min(moment) AS earliest, min(place) AS lead
         FROM ${parted} SEMI JOIN scattered USING (kind, member, ordering, part) GROUP BY ALL`,
    );
    await database.run(
        `CREATE VIEW timed AS SELECT rows.* EXCLUDE (part, counted) REPLACE (coalesce(earliest, moment) AS moment,
         coalesce((lead <> place)::USMALLINT, continues) AS continues), coalesce(lead, place) AS lead
         FROM ${parted} AS rows LEFT JOIN orders USING (kind, member, ordering, part)`,
    );
}

async function writeHistory(database: Database, plan: Arrangement, asked: Period): Promise<void> {
    const data = await spanOf(database, 'known_rows WHERE kind <> 0');
    const joining = periodOf(plan, data === undefined ? { start: 0, end: 0 } : wholeDays(data, plan.zone));
    const enrolled = plan.enrols ? within(joining) : 'false';
    const hasBesides = (await database.number('SELECT count(*) FROM besides')) > 0;
    const besides = hasBesides ? 'LEFT JOIN besides USING (source, sequence)' : "CROSS JOIN (SELECT '' AS beside)";
    await database.run(
        `CREATE TABLE history AS
         SELECT * REPLACE (CASE WHEN kind <> 0 OR ${enrolled} THEN moment ELSE ${NO_MOMENT} END AS moment,
         coalesce(beside, '') AS beside)
         FROM timed ${besides} WHERE kind = 0 OR ${within(asked)}
         ORDER BY ${ofMember(await areNumbers(database, 'timed'))}`,
    );
}

async function areNumbers(database: Database, rows: string): Promise<boolean> {
    const [row = []] = await database.rows(
        `SELECT bool_and(regexp_full_match(member, '0|[1-9][0-9]{0,14}')) FROM ${rows}`,
    );
    return row[0] === true;
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

/** Returns of one order on two days are two events. */
const partOf = (plan: Arrangement): string => `CASE WHEN kind IN (${list(plan.returns)}) THEN moment ELSE 0 END`;

const list = (kinds: readonly number[]): string => (kinds.length === 0 ? '-1' : kinds.join(', '));
