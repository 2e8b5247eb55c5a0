import ArgumentParser

/// `processor`: a site's rules over lines, for who spreads the lines over many machines.
struct ProcessorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "processor", abstract: "Applies a site's rules to what was collected, as reporting does.",
        discussion: """
            Both steps read lines from standard input and write lines to standard output, and hold one visitor at a time in memory. \
            `events` takes each record by itself; `visits` wants the lines that `events` has written, all of a visitor in a partition \
            one after the other, in the order of the log. They end with 0 when all lines were read, 1 when a line or a file is \
            wrong, and 64 when they were called wrongly.
            """,
        subcommands: [EventsCommand.self, VisitsCommand.self])
}
