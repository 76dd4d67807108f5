import { DuckDBInstance } from '@duckdb/node-api';

/* What a simulation can't do without: the rows by member and time, column by column, in chunks. */

const [, , path = ''] = process.argv;
const instance = await DuckDBInstance.create();
const connection = await instance.connect();
const columns = 'customer_id, "at", type, order_id, line, sku, category, quantity, amount';
const result = await connection.stream(
    `SELECT ${columns} FROM read_parquet('${path}') ORDER BY customer_id, "at", line`,
);
let rows = 0;
for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let column = 0; column < chunk.columnCount; column++) chunk.getColumnValues(column);
    rows += chunk.rowCount;
}
console.log(rows);
