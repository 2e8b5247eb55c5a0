import ArgumentParser
import FoundationEssentials
import MeshCore

/// `orrery status`.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows every instance: its state, process, memory, requests and times.")

    @OptionGroup var location: MeshLocation

    @Flag(help: "As JSON: {\"instances\": […], \"supervisor\": {…}}.")
    var json = false

    @Flag(help: "Goes on and shows the table again every second.")
    var live = false

    @Flag(help: "Prints where the mesh is reached, and fails when no supervisor runs.")
    var address = false

    func run() async throws {
        try await Terminal.report {
            let folder = location.folder
            if address {
                let status = try await ControlClient.with(folder) { try await $0.status() }
                return Terminal.say(status.supervisor.address)
            }
            guard live else { return try await show(folder) }
            while true {
                let status = try await MeshSurvey.status(folder)
                Terminal.redraw(StatusTable.text(status, at: SystemWallClock().now()))
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func show(_ folder: DataFolder) async throws {
        let status = try await MeshSurvey.status(folder)
        Terminal.say(json ? try JSONText.pretty(status) : StatusTable.text(status, at: SystemWallClock().now()))
        if status.supervisor.state == .absent {
            Terminal.note(
                "No supervisor runs. The instances go on; `orchestration/orrery up --detach` starts one that takes them over."
            )
        }
    }
}
