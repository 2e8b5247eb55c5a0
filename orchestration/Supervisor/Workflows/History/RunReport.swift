import MeshCore

/// An execution as people look at it: what it is, and the tree of what it did.
struct RunReport: Sendable {
    let arn: String
    let name: String
    let machine: String
    /// `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT`, `ABORTED` or `PENDING_REDRIVE`.
    let status: String
    let begun: Timestamp?
    let ended: Timestamp?
    let input: String?
    let output: String?
    let error: RunError?
    let tree: RunTree

    /// - Parameter description: What DescribeExecution answers.
    init(_ description: JSONValue, _ tree: RunTree) {
        arn = description["executionArn"]?.stringValue ?? ""
        name = description["name"]?.stringValue ?? ""
        machine = description["stateMachineArn"]?.stringValue?.split(separator: ":").last.map(String.init) ?? ""
        status = description["status"]?.stringValue ?? "?"
        begun = Self.time(description["startDate"])
        ended = Self.time(description["stopDate"])
        input = description["input"]?.stringValue
        output = description["output"]?.stringValue
        let told = description["error"]?.stringValue.map {
            RunError(error: $0, cause: description["cause"]?.stringValue)
        }
        error = told ?? tree.errors.last
        self.tree = tree
    }

    var isOver: Bool { status != "RUNNING" && status != "PENDING_REDRIVE" }

    static func time(_ value: JSONValue?) -> Timestamp? {
        value?.doubleValue.map { Timestamp(milliseconds: Int64(($0 * 1000).rounded())) }
    }
}
