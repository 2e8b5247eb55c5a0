import GRDB
import Synchronization

@testable import Orders

/// Writes down which payments it is told of.
final class RecordingListener: PaymentListener {
    private struct Refusing: Error {}

    private let heard = Mutex<[PaymentReference]>([])
    private let woken = Mutex<[PaymentReference]>([])
    private let refusals = Mutex(0)

    /// Of which payments it was told in a transaction, with repetitions.
    var noted: [PaymentReference] { heard.withLock { $0 } }
    /// For which payments it was woken.
    var wakings: [PaymentReference] { woken.withLock { $0 } }

    /// Lets the next transaction fail.
    func refuseOnce() { refusals.withLock { $0 = 1 } }

    func paymentMoved(_ reference: PaymentReference, _ db: Database) throws {
        let refuses = refusals.withLock { count in
            defer { count = 0 }
            return count > 0
        }
        if refuses { throw Refusing() }
        heard.withLock { $0.append(reference) }
    }

    func paymentMoved(_ reference: PaymentReference) {
        woken.withLock { $0.append(reference) }
    }
}
