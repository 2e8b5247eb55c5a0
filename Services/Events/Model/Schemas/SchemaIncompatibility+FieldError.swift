import EventSchemas
import MeshCore

extension SchemaIncompatibility {
    /// The difference as an error of a field: where in the reader's schema, which change, and whom it breaks.
    ///
    /// - Parameter versions: The numbers of the versions that were compared.
    func error(_ versions: [Int64]) -> FieldError {
        let other = "version \(versions[version])"
        let whom =
            switch direction {
            case .backward: "who reads by this could not read what \(other) allows"
            case .forward: "who reads by \(other) could not read what this allows"
            }
        return FieldError(
            field: "#\(difference.location)", code: difference.change.rawValue,
            message: "\(difference.message); \(whom)")
    }
}
