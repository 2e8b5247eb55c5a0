import MeshCore

extension AliasRoute {
    /// Routes as the store keeps them: pairs of a version and its weight.
    static func text(_ routes: [AliasRoute]) -> String {
        JSONValue.array(routes.map { [.int($0.version), .int($0.weight)] }).description
    }

    /// - Throws: ``OrchestratorError/damagedRow(_:)``.
    static func routes(_ text: String) throws -> [AliasRoute] {
        try (JSONValue(parsing: text).arrayValue ?? []).map { pair in
            guard let version = pair[0]?.intValue, let weight = pair[1]?.intValue else {
                throw OrchestratorError.damagedRow("routes of an alias")
            }
            return AliasRoute(version: version, weight: weight)
        }
    }
}
