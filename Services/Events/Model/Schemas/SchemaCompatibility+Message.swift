import EventSchemas
import EventsAPI

extension SchemaCompatibility {
    /// The level that a message names.
    init(_ message: SchemaSubject.Compatibility) {
        self =
            switch message {
            case .none: .none
            case .backward: .backward
            case .backwardTransitive: .backwardTransitive
            case .forward: .forward
            case .forwardTransitive: .forwardTransitive
            case .full: .full
            case .fullTransitive: .fullTransitive
            }
    }
}
