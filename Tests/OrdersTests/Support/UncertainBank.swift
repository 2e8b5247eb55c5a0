import MeshCore
import Synchronization

@testable import Orders

/// A provider that does what it is asked, or not, and tells the truth about it, or not: by a seed.
final class UncertainBank: PaymentProvider {
    private struct Books {
        var random: SplitMix64
        var refunds: [RefundReference: Int64] = [:]
        var calls = 0
    }

    private let books: Mutex<Books>
    /// How many of ten answers are honest.
    private let honesty: UInt64

    init(seed: UInt64, honesty: UInt64 = 4) {
        books = Mutex(Books(random: SplitMix64(seed: seed)))
        self.honesty = honesty
    }

    /// Everything that was given back, once for each reference.
    var refunded: Int64 { books.withLock { $0.refunds.values.reduce(0, +) } }
    var calls: Int { books.withLock { $0.calls } }

    func refund(_ amount: Money, of key: PaymentKey, as refund: RefundReference) async -> PaymentOutcome {
        books.withLock { books in
            books.calls += 1
            if books.refunds[refund] == nil, books.random.next() % 10 >= honesty {
                return books.random.next() % 2 == 0 ? .unavailable(reason: "test") : .unknown(reason: "test")
            }
            books.refunds[refund] = amount.amount
            return books.random.next() % 10 < honesty ? .done : .unknown(reason: "test")
        }
    }

    func authorise(_ request: PaymentRequest, as key: PaymentKey) async -> PaymentAnswer { PaymentAnswer(.done) }
    func capture(_ key: PaymentKey) async -> PaymentOutcome { .done }
    func void(_ key: PaymentKey) async -> PaymentOutcome { .done }
    func find(_ key: PaymentKey) async throws(PaymentUnsettled) -> FoundPayment { FoundPayment(.none) }
}
