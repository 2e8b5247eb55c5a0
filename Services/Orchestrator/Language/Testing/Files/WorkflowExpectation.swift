package import MeshCore

/// What must come out of a case; what is nil is not looked at.
package struct WorkflowExpectation: Hashable, Sendable {
    /// `SUCCEEDED`, `FAILED`, `TIMED_OUT` or `ABORTED`.
    package let status: String?
    package let output: JSONValue?
    package let error: String?
    package let cause: String?
    /// All states that are entered, in their order, those of branches and items included.
    package let path: [String]?
    /// How often each of these states is entered.
    package let visits: [String: Int]
    /// The longest that it may take, in the test's time.
    package let within: Duration?

    private static let statuses = ["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]

    init(_ value: JSONValue, at place: DefinitionPlace) throws(WorkflowTestFileError) {
        let node = try TestFileNode(
            value, at: place, members: ["status", "output", "error", "cause", "path", "visits", "within"])
        let status = try node.text("status")
        if let status, !Self.statuses.contains(status) {
            throw WorkflowTestFileError(
                "this must be one of: \(Self.statuses.joined(separator: ", "))", at: place.member("status"))
        }
        error = try node.text("error")
        output = node["output"]
        // Who expects an output or an error expects the status that goes with it.
        let implied: String? = output != nil ? "SUCCEEDED" : error != nil ? "FAILED" : nil
        self.status = status ?? implied
        cause = try node.text("cause")
        path = try node.texts("path")
        within = try node.duration("within")
        var visits: [String: Int] = [:]
        for (name, count) in try node.object("visits") ?? [:] {
            guard let count = count.intValue, count >= 0 else {
                throw WorkflowTestFileError("this must be a number of visits", at: place.member("visits").member(name))
            }
            visits[name] = Int(count)
        }
        self.visits = visits
    }
}
