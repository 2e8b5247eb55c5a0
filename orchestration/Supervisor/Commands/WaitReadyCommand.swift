import ArgumentParser
import MeshCore
import MeshRuntime

/// `orrery wait-ready`.
struct WaitReadyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait-ready", abstract: "Waits until every instance that should run is ready.")

    @OptionGroup var location: MeshLocation

    @Option(help: "Seconds to wait at most.")
    var timeout: Int = 60

    @Option(help: "The process of a supervisor that was just started and may not have come to its first line yet.")
    var supervisor: Int32?

    func run() async throws {
        try await Terminal.report {
            let folder = location.folder
            let end = MonotonicInstant.now().advanced(by: .seconds(timeout))
            var last: MeshStatus?
            repeat {
                last = try await status(folder)
                if last?.supervisor.state == .ready { return }
                try await Task.sleep(for: .milliseconds(20))
            } while MonotonicInstant.now() < end
            let table = last.map { "\n" + StatusTable.text($0, at: SystemWallClock().now()) } ?? ""
            throw CommandFailure.failed("the mesh was not ready within \(timeout) s\(table)")
        }
    }

    /// - Returns: nil while the supervisor is still starting.
    /// - Throws: ``CommandFailure`` when it has ended.
    private func status(_ folder: DataFolder) async throws -> MeshStatus? {
        do {
            return try await ControlClient.with(folder) { try await $0.status() }
        } catch let failure as CommandFailure {
            // It holds the lock from its first moment to its last.
            if try SupervisorLock.isHeld(folder) { return nil }
            if let supervisor, ProcessTable.reading(pid: supervisor)?.isZombie == false { return nil }
            var reader = LogReader(InstanceLogs(folder: folder), service: MeshManifest.supervisorName)
            var printer = LogPrinter(format: .text, style: .plain)
            let log = try reader.last(15).map { "\n\(printer.print($0))" }.joined()
            throw CommandFailure(description: "\(failure.description)\(log)", code: failure.code)
        }
    }
}
