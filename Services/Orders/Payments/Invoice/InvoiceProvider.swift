import MeshCore
import MeshStore

/// Purchase on account: the buyer pays later, up to a limit per order; what they owe stands in our own books.
///
/// The reference is the key of everything, so a repeated call finds what the first one booked.
struct InvoiceProvider: PaymentProvider {
    let ledger: PaymentLedger
    /// The most that one order may cost, in minor units, by currency; in others nothing is sold on account.
    let limits: [Currency: Int64]

    func authorise(_ request: PaymentRequest, as key: PaymentKey) async -> PaymentAnswer {
        let reference = key.reference
        return PaymentAnswer(
            await outcome {
                try await ledger.book(
                    reference,
                    opening: { now in
                        InvoiceAccount(
                            reference: reference, order: request.order, currency: request.amount.currency, openedAt: now
                        )
                    }
                ) { [limits] account throws(InvoiceRefusal) in
                    // What was authorised under an earlier limit stays so.
                    let limit = account.authorised > 0 ? .max : limits[request.amount.currency] ?? 0
                    guard request.amount.amount > 0, request.amount.amount <= limit else { throw .overLimit }
                    return try account.authorise(request.amount)
                }
            })
    }

    func capture(_ key: PaymentKey) async -> PaymentOutcome {
        await outcome {
            try await ledger.book(key.reference, opening: Self.unheard(key.reference)) {
                account throws(InvoiceRefusal) in
                try account.capture()
            }
        }
    }

    func void(_ key: PaymentKey) async -> PaymentOutcome {
        await outcome {
            try await ledger.book(key.reference, opening: Self.unheard(key.reference)) {
                account throws(InvoiceRefusal) in
                try account.void()
            }
        }
    }

    func refund(_ amount: Money, of key: PaymentKey, as refund: RefundReference) async -> PaymentOutcome {
        await outcome { try await ledger.refund(amount, of: key.reference, as: refund) }
    }

    func find(_ key: PaymentKey) async throws(PaymentUnsettled) -> FoundPayment {
        do {
            return FoundPayment(try await ledger.account(key.reference)?.status ?? .none)
        } catch {
            throw PaymentUnsettled(reason: "the ledger: \(error)")
        }
    }

    /// The account of a reference that was never heard of: it is kept only when it is ended before it began, so that an
    /// authorisation that comes late finds it so.
    private static func unheard(_ reference: PaymentReference) -> @Sendable (Timestamp) -> InvoiceAccount {
        { now in InvoiceAccount(reference: reference, order: "", currency: .eur, openedAt: now) }
    }

    private func outcome(of step: () async throws -> Void) async -> PaymentOutcome {
        do {
            try await step()
            return .done
        } catch let refusal as InvoiceRefusal {
            return .declined(code: refusal.code, message: refusal.message)
        } catch StoreError.inputOutput(_, let detail) {
            // The one failure of a store after which a write may be on disk all the same.
            return .unknown(reason: "the ledger: \(detail)")
        } catch {
            return .unavailable(reason: "the ledger: \(error)")
        }
    }
}
