import ArgumentParser
import FoundationEssentials
import MeshRuntime

/// `orrery logs`.
struct LogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "Prints what the instances and the supervisor have logged, in the order of time.",
        discussion: """
            On a terminal each line is for people, with its time in UTC. Elsewhere, in a pipe for example, each is a line of \
            JSON with the members time, level, message and service.instance among others: \
            `orrery logs catalog | jq 'select(.level == "error")'`.
            """)

    @Argument(help: "A service's name, or orrery for the supervisor; all of them when absent.")
    var service: String?

    @OptionGroup var location: MeshLocation

    @Flag(name: .shortAndLong, help: "Goes on and prints lines as they come, those of new instances too.")
    var follow = false

    @Option(
        name: [.customShort("n"), .long],
        help: "Lines to begin with, of all instances together (100; 20 with --follow).")
    var tail: Int?

    @Flag var format: LogsFormat?

    /// How often the logs are looked at: as soon as people notice, and no load.
    private static let interval = Duration.milliseconds(200)

    func validate() throws {
        guard (0...100_000).contains(tail ?? 0) else { throw ValidationError("--tail must be from 0 to 100000.") }
    }

    func run() async throws {
        try await Terminal.report {
            let folder = location.folder
            guard FileManager.default.fileExists(atPath: folder.logs) else { throw CommandFailure.notRunning(folder) }
            var reader = LogReader(InstanceLogs(folder: folder), service: service)
            guard try reader.hasLogs() else {
                throw CommandFailure.failed("there are no logs of \(service ?? "any service") in \(folder.logs)")
            }
            var printer = LogPrinter(
                format: format ?? (Terminal.isInteractive ? .text : .json),
                style: Terminal.isInteractive ? .coloured : .plain)
            for entry in try reader.last(tail ?? (follow ? 20 : 100)) { Terminal.say(printer.print(entry)) }
            while follow {
                try await Task.sleep(for: Self.interval)
                for entry in try reader.next() { Terminal.say(printer.print(entry)) }
            }
        }
    }
}
