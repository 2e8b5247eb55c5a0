package import EventLog

/// Something that every implementation of the log promises, and the proof of it. A rule works in topics of its own, so the
/// rules may run in any order and at once.
package struct ConformanceRule: Sendable, CustomStringConvertible {
    /// The promise, a sentence.
    package let description: String
    /// What the engine must be able to do for it.
    package let needs: Set<ConformanceCapability>
    private let proof: @Sendable (ConformanceBench) async throws -> Void

    init(
        _ description: String, needs: Set<ConformanceCapability> = [],
        proof: @escaping @Sendable (ConformanceBench) async throws -> Void
    ) {
        self.description = description
        self.needs = needs
        self.proof = proof
    }

    /// Proves the rule on a log.
    ///
    /// - Throws: ``ConformanceFailure``, or what the log throws.
    package func prove(on log: any EventLog) async throws {
        try await proof(ConformanceBench(log: log))
    }

    /// The rules that an engine must keep.
    ///
    /// - Parameter capabilities: What it can do.
    package static func all(
        for capabilities: Set<ConformanceCapability> = Set(ConformanceCapability.allCases)
    ) -> [ConformanceRule] {
        (topics + appending + reading + identities + groups).filter { $0.needs.isSubset(of: capabilities) }
    }
}
