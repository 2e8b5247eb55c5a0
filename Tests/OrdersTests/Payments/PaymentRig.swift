import MeshCore

@testable import Orders

/// A provider set up for a test, with purchases that it accepts and refuses, and a look into its own books.
struct PaymentRig: Sendable {
    let provider: any PaymentProvider
    /// A purchase that it accepts.
    let accepted: PaymentRequest
    /// One that it refuses.
    let refused: PaymentRequest
    /// How many times its books hold or have taken money under a reference.
    let timesCharged: @Sendable (PaymentReference) async throws -> Int

    /// Authorises an accepted purchase under a new reference.
    func authorised() async throws -> PaymentKey {
        let reference = PaymentReference.make()
        let answer = await provider.authorise(accepted, as: PaymentKey(reference, .new))
        guard answer.outcome == .done else { throw NotDone(outcome: answer.outcome) }
        return PaymentKey(reference, providerID: answer.providerID)
    }

    /// Authorises and captures an accepted purchase under a new reference.
    func captured() async throws -> PaymentKey {
        let key = try await authorised()
        let outcome = await provider.capture(key)
        guard outcome == .done else { throw NotDone(outcome: outcome) }
        return key
    }

    /// What the provider knows of a payment.
    func status(_ key: PaymentKey) async throws -> PaymentStatus {
        try await provider.find(key).status
    }

    /// A step that a rule starts from did not succeed.
    struct NotDone: Error {
        let outcome: PaymentOutcome
    }
}
