/**
 * A report between the document and its formats: what is said, in which order, without how it looks. Texts are raw;
 * each format escapes them.
 */
export interface Page {
    readonly title: string;
    readonly subtitle: string;
    /** The few figures that a reader looks for first. */
    readonly highlights: readonly Highlight[];
    readonly sections: readonly Section[];
    /** Readers may sort the tables, where the format can. */
    readonly sortable?: boolean;
}

export interface Highlight {
    readonly label: string;
    readonly value: string;
    readonly note: string;
    readonly mood: Mood;
}

export type Mood = 'neutral' | 'good' | 'bad';

export interface Section {
    readonly id: string;
    readonly heading: string;
    readonly blocks: readonly Block[];
    /** Too long for one page of text: only in formats that can be scrolled. */
    readonly detail?: boolean;
}

export type Block =
    | { readonly kind: 'paragraph'; readonly text: string }
    | { readonly kind: 'list'; readonly items: readonly { readonly text: string; readonly mood: Mood }[] }
    | { readonly kind: 'table'; readonly table: Table }
    | { readonly kind: 'clause'; readonly clause: NumberedClause }
    | { readonly kind: 'side by side'; readonly pair: SideBySide }
    | { readonly kind: 'chart'; readonly chart: Chart };

/** A paragraph of terms and conditions. */
export interface NumberedClause {
    /** `2.1` */
    readonly number: string;
    readonly title: string | undefined;
    readonly text: string;
    readonly items: readonly string[];
    /** After the items. */
    readonly more: string;
}

export interface Table {
    /** Said above the table where a section has several; for screen readers always. */
    readonly caption: string;
    readonly columns: readonly Column[];
    readonly rows: readonly Row[];
}

export interface Column {
    readonly heading: string;
    readonly align: 'left' | 'right';
}

export interface Row {
    readonly cells: readonly string[];
    /** Sums, and what the eye should find. */
    readonly strong?: boolean;
}

/** Two accounts of the same moments. */
export interface SideBySide {
    readonly heading: string;
    readonly caption: string;
    readonly sides: readonly [string, string];
    readonly rows: readonly {
        readonly label: string;
        /** Lines of the left and of the right side; none where that side has nothing to tell. */
        readonly lines: readonly [readonly string[], readonly string[]];
    }[];
}

export interface Chart {
    readonly id: string;
    readonly title: string;
    /** What it shows, made from the data: one sentence. */
    readonly reading: string;
    /** The same figures for those who do not see the picture. */
    readonly table: Table;
    readonly picture: Picture;
    readonly height: number;
}

/** What is drawn, before any chart library: numbers are for the eye only, exact figures stand in the table. */
export type Picture =
    | { readonly kind: 'shares over time'; readonly months: readonly string[]; readonly layers: readonly Series[] }
    | {
          readonly kind: 'flows and stock';
          readonly months: readonly string[];
          readonly flows: readonly Series[];
          readonly stock: Series;
          readonly unit: string;
      }
    | { readonly kind: 'bars'; readonly bars: readonly Bar[] }
    | {
          readonly kind: 'columns';
          readonly labels: readonly string[];
          readonly series: readonly Series[];
          readonly unit: string;
      }
    /** Shares from 0 to 1, darker the higher; each cell has its figure, so that nothing is said by colour alone. */
    | {
          readonly kind: 'heat map';
          readonly rows: readonly string[];
          readonly columns: readonly string[];
          readonly cells: readonly HeatCell[];
      };

export interface HeatCell {
    readonly row: number;
    readonly column: number;
    readonly value: number;
    readonly label: string;
}

export interface Series {
    readonly name: string;
    readonly values: readonly number[];
    /** `#rrggbb`, where what is drawn has a colour of its own. */
    readonly colour?: string | undefined;
}

/** One bar with what is written at its end. */
export interface Bar {
    readonly name: string;
    readonly value: number;
    readonly label: string;
}

export const left = (heading: string): Column => ({ heading, align: 'left' });
export const right = (heading: string): Column => ({ heading, align: 'right' });
export const row = (...cells: string[]): Row => ({ cells });
export const strong = (...cells: string[]): Row => ({ cells, strong: true });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const tableBlock = (table: Table): Block => ({ kind: 'table', table });
export const chartBlock = (chart: Chart): Block => ({ kind: 'chart', chart });
