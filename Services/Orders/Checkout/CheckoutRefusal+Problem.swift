import MeshCore

extension CheckoutRefusal {
    /// The refusal as the buyer is told it, the same every time.
    func problem(of checkout: CheckoutRecord) -> Problem {
        var problem: Problem
        switch kind {
        case .insufficientStock:
            problem = .conflict("There is too little of what was wanted.", code: kind.rawValue)
        case .paymentDeclined:
            problem = Problem(
                status: 402, code: kind.rawValue, title: "Payment declined",
                detail: detail ?? "The payment was declined.")
        case .reservationLost:
            problem = .conflict("The goods are held no longer. Check the cart out again.", code: kind.rawValue)
        case .timedOut:
            problem = .conflict("The checkout has taken too long, and was ended.", code: kind.rawValue)
        case .cancelledByBuyer:
            problem = .conflict("The checkout was ended at the buyer's wish.", code: kind.rawValue)
        }
        problem.errors = errors
        problem.traceId = checkout.content.traceID
        return problem
    }
}
