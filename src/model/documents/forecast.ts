/** What would come of a program's assumptions: part of the result of a simulation, never mixed into its figures. */
export interface ForecastFigures {
    /** How many draws, and the seed of the first. */
    readonly draws: number;
    readonly seed: number;
    readonly assumptions: readonly {
        readonly title: string;
        /** Whom it is about, in the author's words; absent: everybody. */
        readonly about?: string;
        /** Its clauses. */
        readonly text: readonly string[];
        /** Firings that may be answered, in the replay; absent where it assumes no answers. */
        readonly chances?: number;
        readonly answers?: SpreadFigures;
    }[];
    readonly figures: readonly ForecastFigure[];
}

export interface ForecastFigure extends SpreadFigures {
    /** `revenue`, `tier Status Gold`, `issued Star`. */
    readonly name: string;
    /** Currency or points; absent for counts. */
    readonly unit?: string;
    /** The figure of the replay. */
    readonly replay: string;
}

/** Decimal text. One draw in twenty lies below `low`, one in twenty above `high`. */
export interface SpreadFigures {
    readonly median: string;
    readonly low: string;
    readonly high: string;
}
