import ArgumentParser

/// Makes files of products, and imports them into a catalog of its own, for `orrery bench import`.
@main
struct Main: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "CatalogBench", abstract: "Makes files of products, and measures how fast they are imported.",
        subcommands: [FileMaker.self, ImportRun.self])
}
