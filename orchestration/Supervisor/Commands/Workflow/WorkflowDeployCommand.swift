import ArgumentParser

/// `orrery workflow deploy`.
struct WorkflowDeployCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy",
        abstract:
            "Brings workflows of this repository into the mesh, with functions, wordings of mails, and schedules.",
        discussion:
            "What is there already and has not changed is left as it is. Running executions stay on the definition they started with."
    )

    @OptionGroup var location: MeshLocation

    @Argument(help: "Names or folders of workflows; all of orchestration/workflows when there are none.")
    var names: [String] = []

    func run() async throws {
        try await Terminal.report {
            let folders = try names.isEmpty ? WorkflowPlace.all() : names.map(WorkflowPlace.folder)
            guard !folders.isEmpty else {
                throw CommandFailure.failed("there are no workflows in \(ProjectFolders.workflows)")
            }
            // Before the workflows: none is to send what has no words yet.
            try await deployMails(of: folders)
            try await AWSClient.with(location.folder) { client in
                var done: Set<String> = []
                for folder in folders {
                    for path in folder.functions where done.insert(path).inserted {
                        let function = try FunctionFolder(path)
                        let change = try await FunctionDesk(client: client)
                            .deploy(function, programs: ProjectFolders.programs)
                        Terminal.say("function \(function.name)  \(change.rawValue)")
                    }
                    let (arn, change) = try await WorkflowDesk(client: client)
                        .deploy(folder.definition, isExpress: folder.isExpress)
                    Terminal.say("workflow \(folder.name)  \(change.rawValue)  \(arn)")
                    if let file = folder.schedule {
                        let change = try await WorkflowScheduleDesk(client: client)
                            .deploy(file, name: folder.name, machine: arn)
                        Terminal.say("schedule \(folder.name)  \(change.rawValue)")
                    }
                }
            }
        }
    }

    private func deployMails(of folders: [WorkflowFolder]) async throws {
        let templates = try folders.flatMap {
            try MailTemplate.all(in: $0.mails, layout: ProjectFolders.mailLayout)
        }
        guard !templates.isEmpty else { return }
        try await GatewayClient.with(location.folder) { client in
            for template in templates {
                let change = try await MailTemplateDesk(client: client).deploy(template)
                Terminal.say("mail \(template.name) (\(template.locale))  \(change.rawValue)")
            }
        }
    }
}
