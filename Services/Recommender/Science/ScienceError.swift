/// Why data does not tell what was asked.
package enum ScienceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A setting is outside of what the method is defined for.
    case invalidSetting(name: String, reason: String)
    /// There is less data than the method can say anything from.
    case tooLittle(of: String, count: Int, needed: Int)
    /// Some columns of a table are sums of others, or always the same.
    case dependentColumns
    /// All rows have the same answer, so there is nothing to tell apart.
    case oneClass
    /// Something that has to be a number is none, or is infinite.
    case notFinite(String)
    /// What the library of boosted trees refused, in its words.
    case boosting(String)

    package var description: String {
        switch self {
        case .invalidSetting(let name, let reason): "\(name) \(reason)"
        case .tooLittle(let what, let count, let needed):
            "there are \(count) \(what), and at least \(needed) are needed"
        case .dependentColumns: "some columns depend on each other: leave one of them out, or regularize"
        case .oneClass: "all rows have the same answer, so there is nothing to learn"
        case .notFinite(let what): "\(what) must be finite numbers"
        case .boosting(let words): "XGBoost: \(words)"
        }
    }
}
