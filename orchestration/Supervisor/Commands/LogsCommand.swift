import ArgumentParser
import FoundationEssentials

/// `orrery logs`.
struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Prints what instances have logged, each line with its instance's name.")

    @Argument(help: "A service's name; all services when absent.")
    var service: String?

    @OptionGroup var location: MeshLocation

    @Flag(name: .shortAndLong, help: "Goes on and prints lines as they come.")
    var follow = false

    @Option(name: [.customShort("n"), .long], help: "Lines of each instance to begin with.")
    var lines = 50

    func validate() throws {
        guard (0...100_000).contains(lines) else { throw ValidationError("--lines must be from 0 to 100000.") }
    }

    func run() async throws {
        try await Terminal.report {
            let logs = InstanceLogs(folder: location.folder)
            guard FileManager.default.fileExists(atPath: location.folder.logs) else {
                throw CommandFailure.notRunning(location.folder)
            }
            let entries = try logs.entries(service: service)
            guard !entries.isEmpty else {
                throw CommandFailure.failed(
                    "there are no logs of \(service ?? "any service") in \(location.folder.logs)")
            }
            for entry in entries {
                for line in entry.file.tail(lines: lines) { Terminal.say("\(entry.instance)  \(line)") }
            }
            if follow { try await goOn(logs, from: entries) }
        }
    }

    private func goOn(_ logs: InstanceLogs, from entries: [InstanceLogs.Entry]) async throws {
        var followers = Dictionary(
            entries.map { ($0.instance, LogFollower(path: $0.file.path, fromEnd: true)) }, uniquingKeysWith: { $1 })
        while true {
            for entry in try logs.entries(service: service) {
                let follower = followers[entry.instance] ?? LogFollower(path: entry.file.path, fromEnd: false)
                followers[entry.instance] = follower
                for line in follower.newLines() { Terminal.say("\(entry.instance)  \(line)") }
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }
}
