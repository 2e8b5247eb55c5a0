import ArgumentParser

/// `orrery schema`.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Works with JSON Schema: validates values, and runs files of cases.",
        subcommands: [SchemaValidateCommand.self, SchemaCasesCommand.self], defaultSubcommand: SchemaCasesCommand.self)
}
