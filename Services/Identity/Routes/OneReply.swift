import MeshRuntime
import Synchronization

/// The reply to one request, made once: what is kept under its idempotency key and what is sent are the same bytes. (An encoder puts
/// the members of an object in another order each time.)
final class OneReply<Change: Sendable>: Sendable {
    private let make: @Sendable (Change) throws -> HTTPReply
    private let made = Mutex<HTTPReply?>(nil)

    /// - Parameter make: Makes the reply from what the request changed.
    init(_ make: @escaping @Sendable (Change) throws -> HTTPReply) { self.make = make }

    /// The reply to the change; the first one that was made.
    ///
    /// - Throws: What encoding throws.
    func callAsFunction(_ change: Change) throws -> HTTPReply {
        try made.withLock { made in
            if let made { return made }
            let reply = try make(change)
            made = reply
            return reply
        }
    }
}
