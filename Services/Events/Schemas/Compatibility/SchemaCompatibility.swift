package import MeshCore

/// What a new version of a schema must leave possible, as registries for Kafka name it.
package enum SchemaCompatibility: String, CaseIterable, Hashable, Sendable {
    /// Anything goes.
    case none = "NONE"
    /// Who reads with the new version can read what was written with the last one.
    case backward = "BACKWARD"
    /// … and what was written with any version.
    case backwardTransitive = "BACKWARD_TRANSITIVE"
    /// Who reads with the last version can read what is written with the new one.
    case forward = "FORWARD"
    /// … and so can who reads with any version.
    case forwardTransitive = "FORWARD_TRANSITIVE"
    /// Both of backward and forward.
    case full = "FULL"
    /// Both, with every version.
    case fullTransitive = "FULL_TRANSITIVE"

    /// Which versions count, of those there are.
    private var isTransitive: Bool {
        switch self {
        case .backwardTransitive, .forwardTransitive, .fullTransitive: true
        case .none, .backward, .forward, .full: false
        }
    }

    private var isBackward: Bool {
        switch self {
        case .backward, .backwardTransitive, .full, .fullTransitive: true
        case .none, .forward, .forwardTransitive: false
        }
    }

    private var isForward: Bool {
        switch self {
        case .forward, .forwardTransitive, .full, .fullTransitive: true
        case .none, .backward, .backwardTransitive: false
        }
    }

    /// What of a new version this forbids.
    ///
    /// It compares the schemas and no values, keyword by keyword, as registries do; where it cannot tell it takes a change for a
    /// break. A member that is required from now on is no break when its schema has a default, and `format` is a note.
    ///
    /// - Parameters:
    ///   - schema: The new version.
    ///   - versions: The earlier ones, the oldest first.
    ///   - options: How all of them are read.
    /// - Returns: What breaks, in the order of the versions; empty when the new version may be used.
    /// - Throws: ``SchemaError`` when a schema is malformed.
    package func incompatibilities(
        of schema: JSONValue, with versions: [JSONValue], options: SchemaOptions = SchemaOptions()
    ) throws(SchemaError) -> [SchemaIncompatibility] {
        guard self != .none else { return [] }
        var found: [SchemaIncompatibility] = []
        for (version, earlier) in versions.enumerated() where isTransitive || version == versions.count - 1 {
            if isBackward {
                found += try SchemaComparison.compare(writer: earlier, reader: schema, options).map {
                    SchemaIncompatibility(version: version, direction: .backward, difference: $0)
                }
            }
            if isForward {
                found += try SchemaComparison.compare(writer: schema, reader: earlier, options).map {
                    SchemaIncompatibility(version: version, direction: .forward, difference: $0)
                }
            }
        }
        return found
    }
}
