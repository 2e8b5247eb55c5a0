import ArgumentParser
import FoundationEssentials

/// `orrery deploy`.
struct DeployCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy",
        abstract: "Replaces a service's instances by ones that run a new executable, without a failed request.",
        discussion: """
            One instance after the other: the new one starts and proves itself ready, traffic shifts to it, the old one drains and \
            ends. When a new one fails, what was replaced is replaced back, and the command says why.
            """)

    @OptionGroup var options: OperationOptions

    @Option(help: "The executable to deploy; the one that was built when absent.")
    var binary: String?

    func run() async throws {
        let path = binary.map { $0.hasPrefix("/") ? $0 : FileManager.default.currentDirectoryPath + "/" + $0 }
        try await options.operate("deploy", DeployRequest(binary: path))
    }
}
