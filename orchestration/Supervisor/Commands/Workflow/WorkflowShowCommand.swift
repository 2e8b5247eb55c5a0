import ArgumentParser
import MeshCore

/// `orrery workflow show`.
struct WorkflowShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Draws an execution as a tree: its states, how long they took, tries and errors."
    )

    @OptionGroup var location: MeshLocation

    @Argument(help: "An execution's ARN, WORKFLOW/EXECUTION, or a workflow, whose newest execution is shown.")
    var execution: String

    @Flag(help: "As JSON, the tree in nested children.")
    var json = false

    @Flag(help: "Draws it again with each change, until it is over.")
    var follow = false

    func run() async throws {
        try await Terminal.report {
            try await AWSClient.with(location.folder) { client in
                let desk = WorkflowDesk(client: client)
                let arn = try await desk.execution(execution)
                let report: RunReport
                if follow {
                    report = try await RunWatch(desk: desk, execution: arn).end { report in
                        if Terminal.isInteractive, !json, !report.isOver { Terminal.redraw(text(report)) }
                    }
                } else {
                    var log = RunLog()
                    report = try await desk.report(arn, &log)
                }
                if follow, Terminal.isInteractive, !json { return Terminal.redraw(text(report)) }
                Terminal.say(text(report))
            }
        }
    }

    private func text(_ report: RunReport) -> String {
        if json { return report.json.prettyPrinted }
        return RunDrawing(isColoured: Terminal.isInteractive, now: SystemWallClock().now()).text(report)
    }
}
