/** What the command line says about itself, and the error for using it wrongly. */

export const USAGE = `Timberline reads log and CSV files and tells what happened. Nothing leaves this machine.

usage: timberline analyze FILE… [options]       analyse files and say what was found
       timberline verify REPORT.json FILE…      analyse again and compare with a report
       timberline templates REPORT.json [options]
                                                the templates of a report, or what finds their lines with other tools
       timberline shapes REPORT.json [options]  what stands alone in a series of a report, and what repeats, as JSON
       timberline correlate REPORT.json [options]
                                                which series of a report go together, and who leads, as JSON
       timberline simulate [options]            write a made-up log with known incidents

analyze, several FILEs being read as one log; a FILE may also be a folder, compressed (.gz .zst .xz .bz2) or an archive
(.zip .tar .tgz …), known by its content. Rotated files are read oldest first:
  --report R.json           write the report
  --events E.jsonl          write a JSON object an event
  --assignments A.tsv       write a row a physical line: line, tab, template id ("-" without one)
  --scores S.csv            write timestamp,value,anomaly_score: a row a bin, or a row a record for a table of one
                            time and one numeric column
  --time-zone ZONE          zone of stamps that have none, such as Europe/Berlin (default UTC)
  --bin WIDTH               bin width, such as 50s, 5m, 1h, 1d (default: chosen from the span)
  --compare FIELD=OLD..NEW  compare two values of a field, such as Build=5.0..5.1, or two files: file=a.log..b.log
  --compare ranges=OLD..NEW compare two ranges of time, each START/END or START/LENGTH, such as
                            ranges=2026-03-01T07:00/1h..2026-03-01T08:00/1h; OLD may also be "before" or "rest"
  --key FIELD               what the comparison is broken down by: a field, template or level (default: the remaining
                            field, else template)
  --compare-by users|totals what is equal on both sides: the number of users (default), or each is measured by its total
  --compare-bin WIDTH       bin width of the comparison, when it is not that of the report
  --detector NAME[:key=value,…]
                            use this detector instead of the default ones; repeatable. Lists are written with plus
                            signs: mean-threshold:threshold=6,trailing=10+20. There are mean-threshold, ema-bands,
                            fixed-limits, hour-of-week, time-of-day, new-extreme, level-shift, trend, silence,
                            rare-template, vanished-template, template-drift, nearest-neighbour, forecast, spread,
                            calm, flat-line
  --alert-decades N         alert on what happens by chance in 1 bin of 10^N (default 4); a lower number alerts more
  --least-events N          counts alert only where so many events were seen or expected (default: any)
  --plan P.json             read the files by this plan instead of a guessed one; a report's plan is taken from it
  --template-edits T.json   correct templates by these edits; those of a report are taken from it
  --baselines B.json        judge hours of the week by what earlier files of the same source taught; those of a report are
                            taken from it
  --baselines-out B.json    write what was given with what these files teach, for the next file; may be the same file
  --aggregates A.csv        write series by calendar period, --by minute, hour (default), day, week, month or season: count,
                            mean, deviation, min, max and p95 of their minutes (of minutes: of their seconds)
  --models M.json           write them by hour and by day under project/customer/application/version/date/hour/series;
                            --name PART=TEXT gives a part of the name, repeatable; what is unknown is left out
  --features F.csv          write a row a window (--bin, default 30s): volume, rates, rolling statistics, TF-IDF
  --rhythms H.json          write what series do by hour of day and day of week, what they prefer and what breaks it
  --series ID               only this series, repeatable: events, level:error, template:ID, service=auth, measure:ms,
                            measure-p95:ms (count, min, max, median), rate:error, difference:build=1.0..1.1, ratio:…
  --workers N               read with N threads (default: as many as pay); the report is the same

templates, most events first; a row each: id, events, level, status, first and last time, text, parted by tabs:
  --as FORM                 an expression for other tools instead, FORM being regex, grok, grep or loki: id, events, events
                            of other templates whose texts it finds too, expression
  --template ID|WORDS       only those whose id begins so, or whose text or name holds all the words

shapes, by the matrix profile; times are ms since 1970:
  --series ID               id or label of the series (default: all events)
  --window W                length of a window, in bins or as 5m (default: the first suggested)
  --profile                 write the distance and the neighbour of every window as well

correlate, Pearson's r of series without their trends; at a positive lag b follows a:
  --series ID               a series to compare; repeatable (default: levels, measures, and series with alerts)
  --lag L                   largest lag tried, in bins or as 5m (default: 60 bins, at most a quarter of the series)

simulate:
  --out X.log               where the log goes (default: standard output)
  --truth T.json            where the list of what was injected goes
  --seed N                  (default 1)      --hours H   (default 1)
  --start TIME              (default 2026-01-05T00:00:00Z)
  --rate EVENTS_PER_SECOND  (default 50)
  --inject KINDS            any of spike,cascade,new-template,silence,exception,ramp,flood,drift,breach,mix,
                            contextual,collective,vanished
  --restless                services that swing, templates that are born, a deploy: as in a real log

exit status: 0 done; for verify, the digests agree · 1 a file could not be read or analysed, or a report differs ·
2 wrong usage
`;

/** The command line was used wrongly: exit status 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}
