import ArgumentParser

/// `processor events`.
struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "From exported records to the events that reports count.",
        discussion: """
            Reads PARTITION, OFFSET, NEWEST and VALUE, divided by tabs: a row of an export, whose newest receipt is in milliseconds. \
            Writes for each event that counts PARTITION, VISITOR, OFFSET, PLACE and EVENT, by which `visits` is to be given them.
            """)

    @OptionGroup var files: RuleFiles

    func run() throws {
        var transform = EventTransform(
            rules: try files.processingRules(), geography: try files.geographyTable(),
            sessions: try files.sessionRules())
        try LineFilter.run { line, output in
            for event in transform.events(of: try ExportedRecord(line: line)) { output.append(event.line) }
        }
    }
}
