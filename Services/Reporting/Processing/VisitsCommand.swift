import ArgumentParser

/// `processor visits`.
struct VisitsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "visits", abstract: "From a visitor's events to visits.",
        discussion: """
            Reads what `events` has written, all lines of a visitor in a partition one after the other, by OFFSET and PLACE. Writes a line of \
            JSON for each visit, with its events.
            """)

    @OptionGroup var files: RuleFiles

    func run() throws {
        var transform = VisitTransform(rules: try files.sessionRules(), calendar: try files.calendar())
        try LineFilter.run { line, output in
            for visit in transform.take(try EventLine(line: line)) { output.append(visit.line) }
        } atEnd: { output in
            for visit in transform.finish() { output.append(visit.line) }
        }
    }
}
