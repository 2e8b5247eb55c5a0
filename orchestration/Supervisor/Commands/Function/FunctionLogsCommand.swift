import ArgumentParser
import FoundationEssentials

/// `orrery function logs`.
struct FunctionLogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Prints what a function has logged, in all instances of the functions service.")

    @OptionGroup var location: MeshLocation

    @Argument(help: "The function's name.")
    var name: String

    @Option(help: "The last lines of each instance.")
    var lines = 100

    @Flag(help: "Goes on with what comes.")
    var follow = false

    func validate() throws {
        guard (0...1_000_000).contains(lines) else { throw ValidationError("--lines must be from 0 to 1000000.") }
    }

    func run() async throws {
        try await Terminal.report {
            var followers: [String: LogFollower] = [:]
            while true {
                for path in files where followers[path] == nil {
                    followers[path] = LogFollower(LogFile(path: path), last: lines)
                }
                if followers.isEmpty, !follow {
                    throw CommandFailure.failed(
                        "the function '\(name)' has logged nothing here; it does when it is called, as by `orchestration/orrery function invoke \(name)`"
                    )
                }
                // One that is added while others are read is caught up with from its beginning.
                for path in followers.keys.sorted() {
                    while let found = followers[path]?.newLines(), !found.isEmpty {
                        Terminal.say(found.joined(separator: "\n"))
                    }
                }
                guard follow else { return }
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    /// The log of each instance that has run it.
    private var files: [String] {
        let folder = location.folder.serviceData("functions") + "/logs"
        // Without the folder nothing was logged yet.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix("\(name).") && $0.hasSuffix(".log") }.map { "\(folder)/\($0)" }
    }
}
