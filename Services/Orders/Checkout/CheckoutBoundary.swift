/// A moment between two steps of a checkout, for those who watch it.
package struct CheckoutBoundary: Sendable, Hashable, CustomStringConvertible {
    /// On which side of the step.
    package enum Side: String, Sendable {
        case before, after
    }

    package let side: Side
    /// The step's name (`capture`).
    package let step: String

    package var description: String { "\(side.rawValue) \(step)" }

    init(_ side: Side, _ step: CheckoutStep) {
        self.side = side
        self.step = step.rawValue
    }

    private init(_ side: Side, named step: String) {
        self.side = side
        self.step = step
    }

    /// Around the write with which a checkout begins, which is no step of its own: nothing goes before it.
    static let beforeBeginning = CheckoutBoundary(.before, named: "begin")
    static let afterBeginning = CheckoutBoundary(.after, named: "begin")
}
