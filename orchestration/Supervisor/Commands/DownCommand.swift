import ArgumentParser
import FoundationEssentials
import MeshCore

/// `orrery down`.
struct DownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "down",
        abstract: "Takes the mesh down: every instance drains and ends, and nothing is left running.",
        discussion: "It works also when the supervisor is dead: what it wrote down names every process.")

    @OptionGroup var location: MeshLocation

    @Option(help: "Seconds to wait at most before what is left is killed.")
    var timeout: Int = 30

    func run() async throws {
        try await Terminal.report {
            let folder = location.folder
            guard FileManager.default.fileExists(atPath: folder.path) else {
                return Terminal.say("Nothing runs in \(folder.path).")
            }
            let wasAsked = try await ask(folder)
            if wasAsked { try await waitForSupervisor(folder) }
            let left = try await MeshRemnants(folder: folder).end(within: wasAsked ? .seconds(2) : .seconds(timeout))
            if !wasAsked, left == 0 { return Terminal.say("Nothing runs in \(folder.path).") }
            Terminal.say("The mesh is down.")
        }
    }

    /// - Returns: Whether there was a supervisor to ask.
    private func ask(_ folder: DataFolder) async throws -> Bool {
        do {
            _ = try await ControlClient.with(folder) { client in
                try await client.post("/v1/shutdown", nil, as: MeshStatus.self)
            }
            return true
        } catch let failure as CommandFailure {
            // One that holds the lock and does not answer is waited for, or ended, like one that was asked.
            if try SupervisorLock.isHeld(folder) {
                Terminal.note("orrery: \(failure.description); waiting for the supervisor to end")
                return true
            }
            return false
        }
    }

    private func waitForSupervisor(_ folder: DataFolder) async throws {
        let end = MonotonicInstant.now().advanced(by: .seconds(timeout))
        while try SupervisorLock.isHeld(folder) {
            guard MonotonicInstant.now() < end else {
                return Terminal.note("orrery: the supervisor has not ended within \(timeout) s; ending what is left")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
