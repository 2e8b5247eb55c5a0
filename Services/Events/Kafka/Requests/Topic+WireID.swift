import EventLog
import KafkaProtocol
import MeshCore

extension Topic {
    /// Tells clients this topic from an earlier one of its name (KIP-516).
    var wireID: WireUUID {
        WireUUID(high: UInt64(bitPattern: createdAt.milliseconds), low: UInt64(bitPattern: id))
    }
}
