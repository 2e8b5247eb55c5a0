import Logging
import MeshCore
import OrdersAPI

/// The provider's part in a checkout.
struct PaymentSteps: Sendable {
    let methods: PaymentMethods
    let logger: Logger

    /// Asks for the money to be held.
    ///
    /// - Parameter mayExist: Whether the provider may know of the payment already.
    /// - Returns: What came of it, and the checkout with what the provider said.
    func authorise(_ checkout: CheckoutRecord, mayExist: Bool) async -> (CheckoutEvent, CheckoutRecord) {
        guard let provider = provider(of: checkout) else { return (Self.notOffered, checkout) }
        let content = checkout.content
        let request = PaymentRequest(
            amount: content.total, methodToken: content.payment.paymentMethod, order: checkout.orderID.description,
            description: "Order \(checkout.orderID)", email: content.email)
        let key = mayExist ? Self.key(of: checkout) : PaymentKey(checkout.paymentReference, .new)
        let answer = await provider.authorise(request, as: key)
        var checkout = checkout
        checkout.providerID = answer.providerID ?? checkout.providerID
        if case .needsBuyer(let secret, let url) = answer.outcome {
            checkout.action = BuyerAction(clientSecret: secret, url: url)
            return (.needsBuyer, checkout)
        }
        return (event(of: answer.outcome, checkout), checkout)
    }

    /// Asks whether the buyer has agreed.
    func look(_ checkout: CheckoutRecord) async -> CheckoutEvent {
        guard let provider = provider(of: checkout) else { return Self.notOffered }
        do {
            return switch try await provider.find(Self.key(of: checkout)).status {
            case .authorised, .captured: .done
            case .requiresBuyer: .needsBuyer
            case .requiresMethod, .voided: .refused(CheckoutRefusal(.paymentDeclined))
            // It was known before.
            case .none: .unknown
            }
        } catch {
            tell(error.reason, checkout)
            return .unknown
        }
    }

    /// Takes the money.
    func capture(_ checkout: CheckoutRecord) async -> CheckoutEvent {
        guard let provider = provider(of: checkout) else { return .unknown }
        return event(of: await provider.capture(Self.key(of: checkout)), checkout)
    }

    /// Voids what was not taken, gives back what was.
    func undo(_ checkout: CheckoutRecord) async -> CheckoutEvent {
        guard let provider = provider(of: checkout) else { return .unknown }
        let key = Self.key(of: checkout)
        let voiding = await provider.void(key)
        guard case .declined = voiding else { return event(of: voiding, checkout) }
        do {
            switch try await provider.find(key).status {
            case .captured(let taken, let refunded) where refunded.amount < taken.amount:
                return event(of: await provider.refund(taken, of: key, as: checkout.refundReference), checkout)
            case .captured, .voided, .none, .requiresMethod: return .done
            case .authorised, .requiresBuyer: return event(of: voiding, checkout)
            }
        } catch {
            tell(error.reason, checkout)
            return .unknown
        }
    }

    private static let notOffered = CheckoutEvent.refused(CheckoutRefusal(.paymentDeclined, reason: "not_offered"))

    private func provider(of checkout: CheckoutRecord) -> (any PaymentProvider)? {
        methods[checkout.content.payment.method.rawValue]
    }

    private static func key(of checkout: CheckoutRecord) -> PaymentKey {
        PaymentKey(checkout.paymentReference, providerID: checkout.providerID)
    }

    private func event(of outcome: PaymentOutcome, _ checkout: CheckoutRecord) -> CheckoutEvent {
        switch outcome {
        case .done: return .done
        case .declined(let code, let message):
            return .refused(CheckoutRefusal(.paymentDeclined, reason: code, detail: message))
        // Only an authorisation can need the buyer; of anything else it says nothing.
        case .needsBuyer: return .unknown
        case .unknown(let reason), .unavailable(let reason):
            tell(reason, checkout)
            return .unknown
        }
    }

    private func tell(_ reason: String, _ checkout: CheckoutRecord) {
        logger.warning(
            "A payment provider gave no answer to a checkout",
            metadata: ["checkout.id": "\(checkout.id)", "error": "\(reason)"])
    }
}
