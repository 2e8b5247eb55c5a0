package import MeshCore

/// One case of a test file: an input, a world that answers, and what must come out.
package struct WorkflowTestCase: Hashable, Sendable {
    package let name: String
    package let input: JSONValue
    /// When the execution starts.
    package let clock: Timestamp
    /// What the jitter of retries, `$random` and the like are drawn from.
    package let seed: UInt64
    /// How states answer, by their names.
    package let mocks: [String: MockScript]
    package let expectation: WorkflowExpectation

    /// - Parameter shared: What the whole file says, and a case may say otherwise.
    init(
        _ value: JSONValue, at place: DefinitionPlace, clock: Timestamp, seed: UInt64,
        mocks shared: [String: MockScript]
    ) throws(WorkflowTestFileError) {
        let node = try TestFileNode(
            value, at: place, members: ["name", "input", "clock", "seed", "mocks", "expect"])
        guard let name = try node.text("name") else { throw WorkflowTestFileError("a case has a name", at: place) }
        self.name = name
        input = node["input"] ?? [:]
        self.clock = try node.moment("clock") ?? clock
        self.seed = try node.whole("seed").map { UInt64($0) } ?? seed
        let own = try WorkflowTestFile.mocks(try node.object("mocks"), at: place.member("mocks"))
        mocks = shared.merging(own) { $1 }
        expectation = try WorkflowExpectation(node["expect"] ?? [:], at: place.member("expect"))
    }
}
