import ArgumentParser

/// `orrery`: the command line of the mesh.
struct OrreryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orrery", abstract: "Runs a mesh of services on this machine, and tells how it is.",
        discussion: """
            The mesh lives in a data folder (--data, or ORRERY_DATA in the environment; .orrery here when neither is given), and \
            every command says of which folder it speaks by the same option. Commands end with 0 when they did what they say, 1 \
            when they could not, 3 when there is no mesh to ask, and 64 when they were called wrongly.
            """,
        subcommands: [
            StatusCommand.self, LogsCommand.self, DeployCommand.self, RestartCommand.self, ScaleCommand.self,
            KillCommand.self, PauseCommand.self, ResumeCommand.self, TokenCommand.self, DownCommand.self,
            WaitReadyCommand.self, JSONataCommand.self, SchemaCommand.self,
            SeedCommand.self, SuperviseCommand.self, WorkflowCommand.self, FunctionCommand.self, ExportCommand.self,
            RecommenderCommand.self, ScienceCommand.self, MailCommand.self,
        ])
}
