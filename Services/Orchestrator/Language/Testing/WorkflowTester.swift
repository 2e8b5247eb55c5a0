package import MeshCore

/// Tries a workflow out for its author: each case of a test file in a world of its own, whose clock nobody waits for.
package struct WorkflowTester: Sendable {
    private let json: JSONValue
    private let definition: Definition
    private let limits: ExecutionLimits

    /// Takes the definition that is to be tried.
    ///
    /// - Throws: What keeps it from running; the validator tells more.
    package init(_ definition: JSONValue, limits: ExecutionLimits = .aws) throws(DefinitionError) {
        json = definition
        self.definition = try Definition(definition)
        self.limits = limits
    }

    /// Runs all cases.
    package func run(_ file: WorkflowTestFile) -> WorkflowTestReport {
        var coverage = WorkflowCoverage(of: json)
        let states = Set(coverage.items.compactMap(\.state))
        let results = file.cases.map { testCase in
            var world = VirtualWorld(definition, testCase, limits: limits)
            let record = world.run()
            for history in record.histories { coverage.add(history) }
            return WorkflowTestResult(testCase, record, states: states)
        }
        return WorkflowTestReport(results: results, coverage: coverage)
    }
}
