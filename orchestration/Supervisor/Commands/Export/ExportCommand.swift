import ArgumentParser

/// `orrery export`.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes what the mesh holds into files that other programs read.",
        subcommands: [ExportEventsCommand.self])
}
