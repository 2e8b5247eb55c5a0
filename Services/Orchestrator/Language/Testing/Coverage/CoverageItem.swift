/// Something of a definition that a test can reach.
package enum CoverageItem: Hashable, Sendable {
    case state(String)
    /// A retrier of a state, by its position.
    case retrier(state: String, Int)
    case catcher(state: String, Int)
    /// A rule of a choice, by its position.
    case rule(state: String, Int)
    case defaultRule(state: String)

    /// The name of the state, when it is one.
    package var state: String? {
        if case .state(let name) = self { name } else { nil }
    }

    /// Which kind of thing it is.
    package var kind: CoverageKind {
        switch self {
        case .state: .states
        case .retrier: .retriers
        case .catcher: .catchers
        case .rule, .defaultRule: .choices
        }
    }
}

extension CoverageItem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .state(let name): name
        case .retrier(let state, let index): "\(state)/Retry[\(index)]"
        case .catcher(let state, let index): "\(state)/Catch[\(index)]"
        case .rule(let state, let index): "\(state)/Choices[\(index)]"
        case .defaultRule(let state): "\(state)/Default"
        }
    }
}
