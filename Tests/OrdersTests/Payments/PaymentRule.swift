import MeshCore
import Testing

@testable import Orders

/// What every provider of payments keeps to: one suite for all of them.
enum PaymentRule: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case authorisationHoldsTheAmount = "an authorisation holds the amount"
    case authorisationIsRepeatable = "an authorisation that is repeated holds the amount once"
    case unknownIsNone = "a payment that was never asked for is none"
    case captureTakesTheWhole = "a capture takes the whole, once, however often it is repeated"
    case captureNeedsAuthorisation = "a capture of nothing is declined"
    case voidLetsGo = "a void lets go of the money, once for all"
    case voidOfNothing = "a void of a payment that was never heard of is done"
    case voidAfterCapture = "a void after the capture is declined"
    case refundIsRepeatable = "a refund that is repeated gives back once, and two give back twice"
    case refundIsBounded = "a refund of more than is left is declined"
    case refundNeedsCapture = "a refund before the capture is declined"
    case refusalHoldsNothing = "a refused purchase holds nothing, also when it is repeated"

    var testDescription: String { rawValue }

    /// Holds a provider to the rule.
    func hold(for rig: PaymentRig) async throws {
        switch self {
        case .authorisationHoldsTheAmount: try await Self.authorisationHoldsTheAmount(rig)
        case .authorisationIsRepeatable: try await Self.authorisationIsRepeatable(rig)
        case .unknownIsNone: #expect(try await rig.status(PaymentKey(.make())) == .none)
        case .refusalHoldsNothing: try await Self.refusalHoldsNothing(rig)
        case .captureTakesTheWhole: try await Self.captureTakesTheWhole(rig)
        case .captureNeedsAuthorisation: #expect(await rig.provider.capture(PaymentKey(.make())).isDeclined)
        case .voidLetsGo: try await Self.voidLetsGo(rig)
        case .voidOfNothing: #expect(await rig.provider.void(PaymentKey(.make())) == .done)
        case .voidAfterCapture: try await Self.voidAfterCapture(rig)
        case .refundIsRepeatable: try await Self.refundIsRepeatable(rig)
        case .refundIsBounded: try await Self.refundIsBounded(rig)
        case .refundNeedsCapture: try await Self.refundNeedsCapture(rig)
        }
    }

    private static func authorisationHoldsTheAmount(_ rig: PaymentRig) async throws {
        let key = try await rig.authorised()
        #expect(try await rig.status(key) == .authorised(rig.accepted.amount))
        #expect(try await rig.timesCharged(key.reference) == 1)
    }

    private static func authorisationIsRepeatable(_ rig: PaymentRig) async throws {
        let key = try await rig.authorised()
        for repeated in [key, PaymentKey(key.reference)] {
            #expect(await rig.provider.authorise(rig.accepted, as: repeated).outcome == .done)
        }
        #expect(try await rig.status(PaymentKey(key.reference)) == .authorised(rig.accepted.amount))
        #expect(try await rig.timesCharged(key.reference) == 1)
    }

    private static func refusalHoldsNothing(_ rig: PaymentRig) async throws {
        let reference = PaymentReference.make()
        for history in [PaymentHistory.new, .uncertain] {
            let answer = await rig.provider.authorise(rig.refused, as: PaymentKey(reference, history))
            guard case .declined = answer.outcome else {
                Issue.record("\(answer)")
                continue
            }
        }
        let status = try await rig.status(PaymentKey(reference))
        #expect(status == .none || status == .requiresMethod, "\(status)")
        #expect(try await rig.timesCharged(reference) == 0)
        #expect(await rig.provider.void(PaymentKey(reference)) == .done)
    }

    private static func captureTakesTheWhole(_ rig: PaymentRig) async throws {
        let amount = rig.accepted.amount
        let key = try await rig.captured()
        #expect(await rig.provider.capture(key) == .done)
        #expect(await rig.provider.capture(PaymentKey(key.reference)) == .done)
        let nothing = Money(amount: 0, currency: amount.currency)
        #expect(try await rig.status(key) == .captured(amount, refunded: nothing))
        #expect(try await rig.timesCharged(key.reference) == 1)
    }

    private static func voidLetsGo(_ rig: PaymentRig) async throws {
        let key = try await rig.authorised()
        #expect(await rig.provider.void(key) == .done)
        #expect(await rig.provider.void(PaymentKey(key.reference)) == .done)
        #expect(try await rig.status(key) == .voided)
        #expect(await rig.provider.capture(key).isDeclined)
        #expect(await rig.provider.authorise(rig.accepted, as: key).outcome.isDeclined)
        #expect(try await rig.status(key) == .voided)
    }

    private static func voidAfterCapture(_ rig: PaymentRig) async throws {
        let key = try await rig.captured()
        #expect(await rig.provider.void(key).isDeclined)
        #expect(try await rig.timesCharged(key.reference) == 1)
    }

    private static func refundIsRepeatable(_ rig: PaymentRig) async throws {
        let amount = rig.accepted.amount
        let part = Money(amount: amount.amount / 4, currency: amount.currency)
        let refund = RefundReference.make()
        let key = try await rig.captured()
        for repeated in [key, key, PaymentKey(key.reference)] {
            #expect(await rig.provider.refund(part, of: repeated, as: refund) == .done)
        }
        #expect(try await rig.status(key) == .captured(amount, refunded: part))
        #expect(await rig.provider.refund(part, of: key, as: .make()) == .done)
        #expect(try await rig.status(key) == .captured(amount, refunded: try part.multiplied(by: 2)))
    }

    private static func refundIsBounded(_ rig: PaymentRig) async throws {
        let amount = rig.accepted.amount
        let part = Money(amount: amount.amount / 4, currency: amount.currency)
        let refund = RefundReference.make()
        let key = try await rig.captured()
        #expect(await rig.provider.refund(part, of: key, as: refund) == .done)
        #expect(await rig.provider.refund(amount, of: key, as: .make()).isDeclined)
        #expect(try await rig.status(key) == .captured(amount, refunded: part))
    }

    private static func refundNeedsCapture(_ rig: PaymentRig) async throws {
        let amount = rig.accepted.amount
        let part = Money(amount: amount.amount / 4, currency: amount.currency)
        let refund = RefundReference.make()
        let key = try await rig.authorised()
        #expect(await rig.provider.refund(part, of: key, as: refund).isDeclined)
        #expect(try await rig.status(key) == .authorised(amount))
    }
}

extension PaymentOutcome {
    var isDeclined: Bool { if case .declined = self { true } else { false } }
}
