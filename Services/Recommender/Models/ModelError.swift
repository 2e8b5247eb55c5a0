/// Why a model could not be made.
package enum ModelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A setting is outside of what the formula is defined for.
    case invalidSetting(name: String, reason: String)
    /// The matrix is singular to the precision of the machine.
    case notPositiveDefinite
    /// The support is so low that there are more itemsets than the limit.
    case tooManyItemsets(limit: Int)
    /// The bytes are not those of a model of this version.
    case unreadable

    package var description: String {
        switch self {
        case .invalidSetting(let name, let reason): "\(name) \(reason)"
        case .notPositiveDefinite:
            "the matrix is not positive definite: choose a greater regularization"
        case .tooManyItemsets(let limit): "there are more than \(limit) frequent itemsets: choose a greater support"
        case .unreadable: "the bytes are not those of a model that this version reads"
        }
    }
}
