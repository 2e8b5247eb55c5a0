import ArgumentParser

/// Fills a catalog and searches in it, beside SQLite's own full text search, for `orrery bench search`.
@main
struct Main: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "SearchBench",
        abstract: "Measures the catalog's search, and SQLite's FTS5 over the same products.",
        subcommands: [FillRun.self, SearchRun.self, PeerRun.self])
}
