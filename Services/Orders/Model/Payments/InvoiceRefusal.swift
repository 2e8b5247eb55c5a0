/// Why a step of a purchase on account cannot be made.
enum InvoiceRefusal: Error, Hashable, Sendable {
    /// More than may be bought on account at once, or in a currency in which nothing is.
    case overLimit
    /// The reference stands for another amount already.
    case reused
    case voided
    case captured
    case notAuthorised
    case notCaptured
    /// More than is left to give back or to settle, or in another currency.
    case tooMuch

    var code: String {
        switch self {
        case .overLimit: "invoice_limit_exceeded"
        case .reused: "reference_reused"
        case .voided: "payment_voided"
        case .captured: "payment_captured"
        case .notAuthorised: "payment_not_authorised"
        case .notCaptured: "payment_not_captured"
        case .tooMuch: "amount_too_large"
        }
    }

    var message: String {
        switch self {
        case .overLimit: "This order cannot be bought on account."
        case .reused: "This payment is of another amount."
        case .voided: "This payment has been ended."
        case .captured: "This payment has been taken already."
        case .notAuthorised: "This payment has not been authorised."
        case .notCaptured: "Nothing of this payment has been taken."
        case .tooMuch: "This is more than is left of the payment."
        }
    }
}
