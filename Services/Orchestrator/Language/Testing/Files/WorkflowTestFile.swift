package import MeshCore

/// The cases in which a workflow is tried out, as its author wrote them (in YAML or JSON, read by the caller).
///
///     workflow: checkout.json            # where the definition is, for the caller
///     clock: 2030-01-01T00:00:00Z        # when executions start
///     seed: 7
///     mocks:                             # of all cases, by the names of states
///       Charge: { result: { id: 1 } }
///     cases:
///       - name: a card that is refused at first
///         input: { cart: 5 }
///         mocks:
///           Charge: [ { error: Busy, cause: "…", after: 2 }, { result: { id: 1 } } ]
///         expect: { status: SUCCEEDED, output: { … }, path: [ Charge, Ship ], within: 60 }
package struct WorkflowTestFile: Hashable, Sendable {
    /// Where the author says that the definition is; nobody here looks there.
    package let workflow: String?
    package let cases: [WorkflowTestCase]

    /// The moment at which executions start when nobody says another: 2030-01-01T00:00:00Z.
    private static let defaultClock = Timestamp(secondsSince1970: 1_893_456_000)

    /// Reads a test file.
    ///
    /// - Throws: The first thing in it that cannot be understood.
    package init(_ value: JSONValue) throws(WorkflowTestFileError) {
        let root = DefinitionPlace.root
        let node = try TestFileNode(value, at: root, members: ["workflow", "clock", "seed", "mocks", "cases"])
        workflow = try node.text("workflow")
        let clock = try node.moment("clock") ?? Self.defaultClock
        let seed = try node.whole("seed").map { UInt64($0) } ?? 0
        let mocks = try Self.mocks(try node.object("mocks"), at: root.member("mocks"))
        guard let list = try node.list("cases"), !list.isEmpty else {
            throw WorkflowTestFileError("a test file has cases", at: root)
        }
        var cases: [WorkflowTestCase] = []
        for (index, value) in list.enumerated() {
            let place = root.member("cases").element(index)
            let next = try WorkflowTestCase(value, at: place, clock: clock, seed: seed, mocks: mocks)
            guard !cases.contains(where: { $0.name == next.name }) else {
                throw WorkflowTestFileError("there is a case \"\(next.name)\" already", at: place)
            }
            cases.append(next)
        }
        self.cases = cases
    }

    /// Reads the scripts of states.
    static func mocks(
        _ members: JSONObject?, at place: DefinitionPlace
    ) throws(WorkflowTestFileError) -> [String: MockScript] {
        var result: [String: MockScript] = [:]
        for (name, value) in members ?? [:] { result[name] = try MockScript(value, at: place.member(name)) }
        return result
    }
}
