import MeshCore

/// A state machine that is in the mesh.
struct DeployedWorkflow: Sendable {
    let name: String
    let arn: String
    /// Whether its runs are over when they are answered, and leave nothing that could be asked for later.
    let isExpress: Bool

    /// - Parameter item: As the API lists it.
    init(_ item: JSONValue) {
        name = item["name"]?.stringValue ?? ""
        arn = item["stateMachineArn"]?.stringValue ?? ""
        isExpress = item["type"]?.stringValue == "EXPRESS"
    }

    /// Its ARN, for what is asked of the runs that are kept.
    ///
    /// - Throws: ``CommandFailure`` when none is.
    func keptRuns() throws -> String {
        guard !isExpress else {
            throw CommandFailure.failed(
                "'\(name)' is an express workflow, whose runs are not kept; `orchestration/orrery workflow start \(name) --wait` runs it and prints its output"
            )
        }
        return arn
    }
}
