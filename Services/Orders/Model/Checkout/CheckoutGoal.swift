/// How far a checkout is taken at a time by the workflow that drives it: a step that is written down, with all before it.
enum CheckoutGoal: String, CaseIterable, Sendable {
    /// The goods are held, the payment is authorised, the order stands.
    case place
    /// The money is taken, the goods are sold, the order is paid.
    case finish
    /// The money and the goods are given back.
    case cancel

    /// Whether nothing more is to be done for it once a checkout has come to a step: it is there, or goes the other way.
    func isReached(at step: CheckoutStep) -> Bool {
        switch self {
        case .place: step == .claim || step == .undoPayment || step.isLast
        case .finish: step == .undoPayment || step.isLast
        case .cancel: step.isLast
        }
    }
}
